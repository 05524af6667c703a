import { type ReactNode } from "react";
import { Card, CardBody } from "@/components/ui/card";

interface StepCardProps {
  title: string;
  body: string;
  children: ReactNode;
}

export function StepCard({ title, body, children }: StepCardProps) {
  return (
    <Card>
      <CardBody className="flex flex-col gap-5 p-5 sm:p-6">
        <div>
          <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
          <p className="mt-1 text-sm leading-relaxed text-pretty text-muted">
            {body}
          </p>
        </div>
        {children}
      </CardBody>
    </Card>
  );
}
