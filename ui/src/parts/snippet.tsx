import "@mantine/code-highlight/styles.css";
import { CodeHighlight, CodeHighlightAdapterProvider, createHighlightJsAdapter } from "@mantine/code-highlight";
import { Group, Text } from "@mantine/core";
import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import plaintext from "highlight.js/lib/languages/plaintext";
import { CopyButton } from "./copy-button";
import styles from "./snippet.module.css";

hljs.registerLanguage("bash", bash);
hljs.registerLanguage("json", json);
hljs.registerLanguage("text", plaintext);
const adapter = createHighlightJsAdapter(hljs);

interface SnippetProps {
  title: string;
  language: "json" | "bash" | "text";
  code: string;
}

/** Text to paste elsewhere, coloured, with its place or file name above and a copy button. */
export function Snippet({ title, language, code }: SnippetProps) {
  return (
    <div className={styles.snippet}>
      <Group className={styles.head ?? ""} justify="space-between" wrap="nowrap">
        <Text size="xs" ff="monospace" c="dimmed" truncate>
          {title}
        </Text>
        <CopyButton value={code} what="snippet" />
      </Group>
      <CodeHighlightAdapterProvider adapter={adapter}>
        <CodeHighlight code={code} language={language} withCopyButton={false} background="transparent" />
      </CodeHighlightAdapterProvider>
    </div>
  );
}
