import { ActionIcon, Menu } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconDownload, IconLink, IconUpload } from "@tabler/icons-react";
import { SaveViewButton } from "@/components/saved-views/save-view-button";
import { useMay } from "@/lib/api/me";
import { t } from "@/lib/messages";
import { showToast } from "@/lib/toasts";
import { useLayout } from "@/lib/use-layout";
import type { Count } from "../api/list-calls";
import { type Filters, queryText } from "../filters";
import styles from "./calls.module.css";

interface PageActionsProps {
  filters: Filters;
  count: Count | undefined;
  onUpload: () => void;
}

/** What can be done with the list as it stands. */
export function PageActions({ filters, count, onUpload }: PageActionsProps) {
  const layout = useLayout();
  const mayUpload = useMay("calls.upload_call");
  const query = queryText(filters);
  const isRoomy = layout === "wide" || layout === "compact";
  return (
    <>
      {isRoomy && count && <span className={`${styles.count} num`}>{countWords(count)}</span>}
      {layout !== "phone" && <SaveViewButton page="calls" query={query} />}
      {layout !== "phone" && (
        <ActionIcon
          variant="default"
          size={32}
          aria-label={t("calls.copyLink")}
          title={t("calls.copyLink")}
          onClick={() => void copyLink(query)}
        >
          <IconLink size={16} stroke={1.7} />
        </ActionIcon>
      )}
      <Menu position="bottom-end" shadow="none" classNames={{ dropdown: styles.menu }}>
        <Menu.Target>
          <ActionIcon variant="default" size={32} aria-label={t("calls.moreActions")}>
            <IconAdjustmentsHorizontal size={16} stroke={1.7} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayUpload && (
            <Menu.Item leftSection={<IconUpload size={16} stroke={1.7} />} onClick={onUpload}>
              {t("calls.upload")}
            </Menu.Item>
          )}
          <Menu.Item
            component="a"
            href={`/v1/calls/export${query && `?${query}`}`}
            download
            leftSection={<IconDownload size={16} stroke={1.7} />}
          >
            {t("calls.export")}
          </Menu.Item>
          {layout === "phone" && (
            <Menu.Item
              leftSection={<IconLink size={16} stroke={1.7} />}
              onClick={() => void copyLink(query)}
            >
              {t("calls.copyLink")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function countWords({ value, is_capped: isCapped }: Count): string {
  return isCapped
    ? t("calls.countCapped", { count: value })
    : t("calls.count", { count: value });
}

async function copyLink(query: string): Promise<void> {
  const address = `${window.location.origin}/portal/calls${query && `?${query}`}`;
  await navigator.clipboard.writeText(address).then(
    () => showToast(t("calls.linkCopied")),
    () => showToast(t("calls.linkNotCopied")),
  );
}
