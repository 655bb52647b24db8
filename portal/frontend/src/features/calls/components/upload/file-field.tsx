import { Button, FileButton, Input } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { type Ref, useId } from "react";
import { fileSize } from "@/lib/format/numbers";
import { t } from "@/lib/messages";
import styles from "./upload.module.css";

const ACCEPTED = "audio/*,video/mp4,video/3gpp,.m4a,.mp4,.3gp,.amr,.awb,.aac,.mp3,.ogg,.opus,.webm,.wav,.flac";

interface FileFieldProps {
  ref: Ref<HTMLButtonElement>;
  file: File | null;
  onChange: (file: File | null) => void;
  error: string | undefined;
}

export function FileField({ ref, file, onChange, error }: FileFieldProps) {
  const id = useId();
  return (
    <Input.Wrapper
      id={id}
      label={t("upload.file")}
      description={t("upload.fileHint")}
      error={error}
      inputWrapperOrder={["label", "description", "input", "error"]}
    >
      <div className={styles.file}>
        <FileButton accept={ACCEPTED} onChange={onChange}>
          {(props) => (
            <Button
              {...props}
              ref={ref}
              id={id}
              data-autofocus
              variant="default"
              leftSection={<IconUpload size={16} stroke={1.7} />}
              aria-describedby={`${id}-description`}
            >
              {t("upload.chooseFile")}
            </Button>
          )}
        </FileButton>
        {file && (
          <span className={styles.chosen}>
            <bdi dir="auto" className="cut" title={file.name}>
              {file.name}
            </bdi>
            <span className="num">{fileSize(file.size)}</span>
          </span>
        )}
      </div>
    </Input.Wrapper>
  );
}
