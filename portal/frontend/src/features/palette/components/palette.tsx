import { Modal } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { t } from "@/lib/messages";
import type { Item } from "../items";
import { type PagePlace, useGroups } from "../use-groups";
import { PaletteFoot } from "./palette-foot";
import styles from "./palette.module.css";
import { ResultGroup } from "./result-group";
import { Said } from "./said";

interface PaletteProps {
  pages: readonly PagePlace[];
  go: (to: string) => void;
  onClose: () => void;
}

/** Ctrl K: people, calls, pages, views and actions, by what one types. */
export default function Palette({ pages, go, onClose }: PaletteProps) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const [chosenId, setChosenId] = useState<string | null>(null);
  // Enter before the answer: it is done once that is there.
  const [isEager, setIsEager] = useState(false);
  const { groups, number, isSearching, problem, isNothing } = useGroups(text, pages, go);
  const items = groups.flatMap((group) => group.items);
  const at = Math.max(0, items.findIndex((item) => item.id === chosenId));
  const active = items[at];

  function run(item: Item | undefined, isPlay = false): void {
    if (!item || (isPlay && !item.play)) return;
    onClose();
    if (isPlay) item.play?.();
    else item.run();
  }

  function move(to: number): void {
    setChosenId(items.at(to % items.length)?.id ?? null);
  }

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") move(at + 1);
    else if (event.key === "ArrowUp") move(at - 1);
    else if (event.key === "Enter") {
      if (isSearching && chosenId === null) setIsEager(true);
      else run(active, event.shiftKey);
    } else return;
    event.preventDefault();
  }

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active?.id]);
  if (isEager && !isSearching) {
    setIsEager(false);
    queueMicrotask(() => run(active));
  }

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      attributes={{ content: { "aria-label": t("palette.title") } }}
      size={640}
      yOffset={96}
      padding={0}
      radius={12}
      transitionProps={{ duration: 0 }}
      classNames={{ inner: styles.inner, content: styles.content }}
    >
      <div className={styles.head}>
        <IconSearch size={18} stroke={1.7} aria-hidden />
        <input
          data-autofocus
          className={styles.input}
          role="combobox"
          aria-label={t("palette.title")}
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={active && `${id}-${active.id}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          placeholder={t("palette.placeholder")}
          value={text}
          onKeyDown={press}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setChosenId(null);
            setIsEager(false);
          }}
        />
        {number && !text.trim().startsWith("+") && (
          <span className={`${styles.readAs} num`}>
            {t("palette.readAs", {
              number: `${number.international}${number.isWhole ? "" : "…"}`,
            })}
          </span>
        )}
      </div>
      <div className={styles.results}>
        <Said text={text} number={number} isNothing={isNothing} isSearching={isSearching} problem={problem} />
        <div ref={list} id={`${id}-list`} role="listbox" aria-label={t("palette.results")}>
          {groups.map((group) => (
            <ResultGroup key={group.id} id={id} group={group} activeId={active?.id} onRun={run} />
          ))}
        </div>
      </div>
      <PaletteFoot mayPlay={active?.play !== undefined} />
    </Modal>
  );
}
