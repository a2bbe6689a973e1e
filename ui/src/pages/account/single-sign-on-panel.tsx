import { Button } from "@mantine/core";
import { type OwnAccount, openidAddress, useUnlink } from "../../api/people";
import { Failure } from "../../parts/failure";
import { Panel } from "../../parts/panel";
import styles from "./account.module.css";

export function SingleSignOnPanel({ account, openid }: { account: OwnAccount; openid: string }) {
  const unlink = useUnlink();
  return (
    <Panel
      title={openid.replace(/^./, (first) => first.toUpperCase())}
      hint={account.is_linked ? "Linked: it signs you in without the password." : "Not linked to your account."}
      action={
        account.is_linked ? (
          <Button variant="default" size="xs" loading={unlink.isPending} onClick={() => unlink.mutate(undefined)}>
            Unlink
          </Button>
        ) : (
          <Button variant="default" size="xs" component="a" href={openidAddress("link")}>
            Link
          </Button>
        )
      }
    >
      {unlink.error !== null && (
        <div className={styles.body}>
          <Failure what="It is still linked" error={unlink.error} />
        </div>
      )}
    </Panel>
  );
}
