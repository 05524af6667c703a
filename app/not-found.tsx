import { type Metadata } from "next";
import { ButtonLink } from "@/components/ui/button-link";
import { MessageScreen } from "./message-screen";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <MessageScreen
      title="This page does not exist"
      text="The address may be mistyped, or the page may have moved."
    >
      <ButtonLink href="/" tone="primary">
        Back to the start
      </ButtonLink>
    </MessageScreen>
  );
}
