import { Button } from "@mantine/core";
import { ButtonKey } from "@/components/button-key";
import { t } from "@/lib/messages";
import styles from "./form-foot.module.css";

interface FormFootProps {
  /** A taken number: nobody has said yet what to do about it. */
  isWaiting: boolean;
  isFaulty: boolean;
  isSaving: boolean;
  isRepeat: boolean;
  onCancel: () => void;
  onSave: () => void;
}

export function FormFoot(props: FormFootProps) {
  const { isWaiting, isFaulty, isSaving, isRepeat, onCancel, onSave } = props;
  const why = isWaiting ? "contactForm.chooseFirst" : isFaulty ? "contactForm.fixFirst" : null;
  return (
    <>
      <span className={styles.why} role="status">
        {why && t(why)}
      </span>
      <Button variant="default" onClick={onCancel}>
        {t("contactForm.cancel")}
      </Button>
      <Button
        disabled={isWaiting}
        loading={isSaving}
        onClick={onSave}
        rightSection={isRepeat ? undefined : <ButtonKey keys="mod+enter" />}
      >
        {t(isRepeat ? "contactForm.saveAgain" : "contactForm.save")}
      </Button>
    </>
  );
}
