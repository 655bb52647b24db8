import { useMantineColorScheme } from "@mantine/core";
import { IconDeviceDesktop, IconLogout, IconMoon, IconSearch, IconSettings, IconSun, IconUpload, IconUserPlus } from "@tabler/icons-react";
import { useMay, useMe } from "@/lib/api/me";
import { openContactDrawer } from "@/lib/contact-drawer";
import { t } from "@/lib/messages";
import { signOut } from "@/lib/sign-out";
import { isUploadOpen } from "@/lib/upload-drawer";
import { type Item, isMeant } from "./items";
import type { TypedNumber } from "./typed-number";

const SIZE = { size: 16, stroke: 1.7 };

/** What can be done from anywhere. A new contact takes what was typed with it. */
export function useActions(
  text: string,
  number: TypedNumber | null,
  go: (to: string) => void,
): Item[] {
  const { setColorScheme } = useMantineColorScheme();
  const me = useMe();
  const mayRead = useMay("calls.view_calllog");
  const mayAdd = useMay("contacts.add_contact");
  const mayUpload = useMay("calls.upload_call");

  const always: (Item & { title: string })[] = [
    {
      id: "theme-light",
      icon: <IconSun {...SIZE} />,
      title: t("palette.themeLight"),
      run: () => setColorScheme("light"),
    },
    {
      id: "theme-dark",
      icon: <IconMoon {...SIZE} />,
      title: t("palette.themeDark"),
      run: () => setColorScheme("dark"),
    },
    {
      id: "theme-auto",
      icon: <IconDeviceDesktop {...SIZE} />,
      title: t("palette.themeAuto"),
      run: () => setColorScheme("auto"),
    },
    { id: "sign-out", icon: <IconLogout {...SIZE} />, title: t("palette.signOut"), run: signOut },
  ];
  if (me.may_open_admin) {
    always.unshift({
      id: "admin",
      icon: <IconSettings {...SIZE} />,
      title: t("palette.admin"),
      run: () => window.location.assign("/admin/"),
    });
  }
  if (mayUpload) {
    always.unshift({
      id: "upload",
      icon: <IconUpload {...SIZE} />,
      title: t("palette.upload"),
      run: () => {
        go("/calls");
        isUploadOpen.set(true);
      },
    });
  }
  const meant: Item[] = always.filter(({ title }) => isMeant(title, text));
  const made = mayAdd ? [newContact(text, number)] : [];
  if (text === "") return [...made, ...meant];
  const search: Item = {
    id: "all-calls",
    icon: <IconSearch {...SIZE} />,
    title: t("palette.allCalls", { text }),
    run: () => go(`/calls?${new URLSearchParams({ search: text })}`),
  };
  return [...meant, ...made, ...(mayRead ? [search] : [])];
}

function newContact(text: string, number: TypedNumber | null): Item {
  const item = { id: "new-contact", icon: <IconUserPlus {...SIZE} /> };
  if (text === "" || isMeant(t("palette.newContact"), text))
    return { ...item, title: t("palette.newContact"), run: () => openContactDrawer() };
  if (number) {
    const prefill = { phone_number: text };
    return {
      ...item,
      title: t("palette.newContactWith"),
      run: () => openContactDrawer({ prefill }),
    };
  }
  return {
    ...item,
    title: t("palette.newContactNamed", { text }),
    run: () => openContactDrawer({ prefill: { name: text } }),
  };
}
