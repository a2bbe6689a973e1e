import type { Channel } from "./api";

interface KindWords {
  title: string;
  target: string;
  hint: string;
}

/** What a message can go to, in the order of the menu. */
export const KINDS: Record<Channel["kind"], KindWords> = {
  email: { title: "E-mail", target: "Addresses", hint: "Separated by commas; needs SMTP in the settings" },
  chat: {
    title: "Chat",
    target: "Address of the chat",
    hint: "It is a credential and not shown again",
  },
  webhook: { title: "Webhook", target: "Address", hint: "Every request is signed; its secret is shown once" },
};
