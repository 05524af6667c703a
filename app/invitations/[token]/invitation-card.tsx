import { type ReactNode } from "react";
import { Card, CardBody } from "@/components/ui/card";

interface InvitationCardProps {
  title: string;
  body: string;
  children?: ReactNode;
}

export function InvitationCard({ title, body, children }: InvitationCardProps) {
  return (
    <Card>
      <CardBody className="flex flex-col gap-4 p-6">
        <div>
          <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
          <p className="mt-1 text-sm leading-relaxed text-muted">{body}</p>
        </div>
        <div className="flex flex-wrap gap-2 empty:hidden">{children}</div>
      </CardBody>
    </Card>
  );
}
