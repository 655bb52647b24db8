import { useEffect } from "react";
import { international, loadPhoneRules, national, phoneRules } from "@/lib/format/phones";
import { useStore } from "@/lib/store";

interface PhoneNumberProps {
  e164: string;
  /** As it is dialed inside the viewer's own country. */
  isNational?: boolean;
  className?: string;
}

/** A number with its digits grouped; left to right among names of every script. */
export function PhoneNumber({ e164, isNational = false, className = "" }: PhoneNumberProps) {
  useStore(phoneRules);
  useEffect(() => void loadPhoneRules(), []);
  return (
    <bdi dir="ltr" className={`num cut ${className}`} title={e164}>
      {isNational ? national(e164) : international(e164)}
    </bdi>
  );
}
