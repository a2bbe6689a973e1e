import { Button, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { Failure } from "../../parts/failure";
import { isDay } from "../../period/days";
import { type OwnPrice, useChangeOwnPrice } from "./api";
import { endedAfter } from "./draft";
import { Preview } from "./preview";

interface EndPriceProps {
  price: OwnPrice | null;
  today: string;
  onClose: () => void;
}

export function EndPriceModal({ price, today, onClose }: EndPriceProps) {
  return (
    <Modal opened={price !== null} onClose={onClose} title={<Text fw={600}>End this price</Text>}>
      {price !== null && <Form price={price} today={today} onClose={onClose} />}
    </Modal>
  );
}

function Form({ price, today, onClose }: EndPriceProps & { price: OwnPrice }) {
  const [lastDay, setLastDay] = useState(today);
  const end = useChangeOwnPrice();
  const before = price.override;
  const isGood = isDay(lastDay) && lastDay >= (before.effective_from ?? lastDay);
  const change = isGood ? { before, after: endedAfter(before, lastDay) } : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change !== null) {
      end.mutate(change, { onSuccess: onClose });
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">
          The price of <b>{before.model}</b> stays for what was used up to its last day. After it the list price holds
          again.
        </Text>
        <TextInput
          type="date"
          label="Last day"
          value={lastDay}
          onChange={(event) => setLastDay(event.currentTarget.value)}
          error={isGood ? undefined : "It comes before the first day."}
          data-autofocus
        />
        <Preview change={change} />
        {end.error !== null && <Failure what="The price was not ended" error={end.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={end.isPending} disabled={!isGood}>
            End price
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
