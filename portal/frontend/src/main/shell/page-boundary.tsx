import { QueryErrorResetBoundary } from "@tanstack/react-query";
import { Component, type ReactNode } from "react";
import { useLocation } from "react-router";
import { ErrorState } from "@/components/error-state";
import { ApiProblem } from "@/lib/api/problem";
import { t } from "@/lib/messages";

interface BoundaryProps {
  /** Another page starts without the last one's failure. */
  place: string;
  onRetry: () => void;
  children: ReactNode;
}

class Boundary extends Component<BoundaryProps, { error: Error | null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (before.place !== this.props.place && this.state.error) this.setState({ error: null });
  }

  override render(): ReactNode {
    const error: Error | null = this.state.error;
    if (!error) return this.props.children;
    return <Failure error={error} onRetry={() => this.retry()} />;
  }

  retry(): void {
    this.props.onRetry();
    this.setState({ error: null });
  }
}

function Failure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (error instanceof ApiProblem)
    return <ErrorState title={t("states.failedPage")} error={error} onRetry={onRetry} />;
  // A chunk that can't be loaded, or a bug: only a reload helps.
  const isChunk = /dynamically imported module|Importing a module/.test(error.message);
  return (
    <ErrorState
      title={t(isChunk ? "states.newVersion" : "states.bug")}
      error={error}
      explanation={t(isChunk ? "states.newVersionWhy" : "states.bugWhy")}
      onRetry={() => window.location.reload()}
    />
  );
}

/** A page that fails leaves the shell standing. */
export function PageBoundary({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <QueryErrorResetBoundary>
      {({ reset }) => (
        <Boundary place={pathname} onRetry={reset}>
          {children}
        </Boundary>
      )}
    </QueryErrorResetBoundary>
  );
}
