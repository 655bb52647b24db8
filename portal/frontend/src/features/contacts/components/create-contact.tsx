import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useNavigate } from "react-router";
import { type ContactDrawerRequest, openContactDrawer } from "@/lib/contact-drawer";
import { type PlainKey, t } from "@/lib/messages";

interface CreateContactProps {
  label: PlainKey;
  prefill?: ContactDrawerRequest["prefill"];
}

export function CreateContact({ label, prefill }: CreateContactProps) {
  const navigate = useNavigate();
  return (
    <Button
      leftSection={<IconUserPlus size={16} stroke={1.7} aria-hidden />}
      onClick={() =>
        openContactDrawer({ prefill, onSaved: ({ id }) => void navigate(`/contacts/${id}`) })
      }
    >
      {t(label)}
    </Button>
  );
}
