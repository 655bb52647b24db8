import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { signOut } from "@/lib/sign-out";

export function SignOutForm({ children }: { children: ReactNode }) {
  return (
    <Button variant="default" onClick={signOut}>
      {children}
    </Button>
  );
}
