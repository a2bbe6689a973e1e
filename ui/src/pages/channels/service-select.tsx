import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { chatServicesQuery } from "./api";

interface ServiceSelectProps {
  /** What is written of the address so far; its scheme names the service. */
  address: string;
  onChoose: (scheme: string) => void;
}

/** The services that a chat can be of; the chosen one says what its address looks like. */
export function ServiceSelect({ address, onChoose }: ServiceSelectProps) {
  const { data: services = [] } = useQuery(chatServicesQuery);
  const scheme = address.split("://", 1)[0]?.toLowerCase();
  const chosen = services.find((service) => service.scheme === scheme);
  return (
    <Select
      label="Service"
      searchable
      placeholder="Slack, Teams, PagerDuty …"
      description={chosen === undefined ? "Chosen, it says what its address looks like" : `As in ${chosen.shape}`}
      value={chosen?.scheme ?? null}
      onChange={(one) => one !== null && onChoose(one)}
      data={services.map(({ scheme: value, title }) => ({ value, label: title }))}
    />
  );
}
