/** "cache_read" reads "Cache read", "user_id" reads "User ID". */
export function wordsOf(name: string): string {
  const words = name.replaceAll("_", " ").replace(/\b(id|uuid|mcp)\b/g, (short) => short.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "claude_code" reads "Claude Code". */
export function titleOf(name: string): string {
  return name.replaceAll("_", " ").replace(/\b[a-z]/g, (first) => first.toUpperCase());
}
