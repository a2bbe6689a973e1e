/**
 * JSON text -> indented, coloured lines, without going through JavaScript's numbers: an amount like
 * 0.150967799999999997 or a 19-digit instant is shown exactly as the server spelled it. What is short enough stays on
 * one line, so that an OTLP attribute reads as one thing.
 */

export type TokenKind = "key" | "string" | "number" | "word" | "mark";

export interface Token {
  kind: TokenKind;
  text: string;
}

export interface Line {
  indent: number;
  tokens: Token[];
}

const LEXEME = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;
const LONGEST_ON_ONE_LINE = 124;

/** The lines of the value found under `path` (object keys from the root); no lines if there is no such value. */
export function linesOfJson(text: string, path: string[] = []): Line[] {
  const lexemes = text.match(LEXEME) ?? [];
  const start = path.reduce((at, key) => findMember(lexemes, at, key), 0);
  return start < lexemes.length ? layOut(lexemes.slice(start, endOfValue(lexemes, start))) : [];
}

export function textOfLine(line: Line): string {
  return line.tokens.map((token) => token.text).join("");
}

export function textOfLines(lines: Line[]): string {
  return lines.map((line) => "  ".repeat(line.indent) + textOfLine(line)).join("\n");
}

/** The numbers of the lines that contain the words, whatever their case; none for an empty search. */
export function findLines(lines: Line[], words: string): number[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") {
    return [];
  }
  return lines.flatMap((line, number) => (textOfLine(line).toLowerCase().includes(wanted) ? [number] : []));
}

/** Where the value of `key` starts in the object that starts at `at`; the end of all lexemes if it has none. */
function findMember(lexemes: string[], at: number, key: string): number {
  if (lexemes[at] !== "{") {
    return lexemes.length;
  }
  let member = at + 1;
  while (member < lexemes.length && lexemes[member] !== "}") {
    if (lexemes[member] === JSON.stringify(key)) {
      return member + 2;
    }
    member = endOfValue(lexemes, member + 2);
    member += lexemes[member] === "," ? 1 : 0;
  }
  return lexemes.length;
}

function endOfValue(lexemes: string[], start: number): number {
  let depth = 0;
  for (let at = start; at < lexemes.length; at += 1) {
    depth += depthChange(lexemes[at]);
    if (depth === 0) {
      return at + 1;
    }
  }
  return lexemes.length;
}

function depthChange(lexeme: string | undefined): number {
  if (lexeme === "{" || lexeme === "[") {
    return 1;
  }
  return lexeme === "}" || lexeme === "]" ? -1 : 0;
}

function layOut(lexemes: string[]): Line[] {
  const lines: Line[] = [];
  let line: Line = { indent: 0, tokens: [] };
  let inlineUntil = 0;
  const breakLine = (indent: number) => {
    lines.push(line);
    line = { indent, tokens: [] };
  };
  lexemes.forEach((lexeme, at) => {
    const change = depthChange(lexeme);
    if (change > 0 && at >= inlineUntil) {
      inlineUntil = endOfShortValue(lexemes, at);
    }
    const isInline = at < inlineUntil;
    if (change < 0 && !isInline) {
      breakLine(line.indent - 1);
    }
    line.tokens.push({
      kind: kindOf(lexeme, lexemes[at + 1]),
      text: spaced(lexeme, lexemes[at + 1], at + 1 < inlineUntil),
    });
    if (!isInline && (lexeme === "," || change > 0)) {
      breakLine(line.indent + Math.max(change, 0));
    }
  });
  lines.push(line);
  return lines;
}

/** Where the object or list that starts at `start` ends if it fits on one line, else 0. Looks no further than a line. */
function endOfShortValue(lexemes: string[], start: number): number {
  let depth = 0;
  let length = 0;
  for (let at = start; at < lexemes.length && length <= LONGEST_ON_ONE_LINE; at += 1) {
    depth += depthChange(lexemes[at]);
    length += spaced(lexemes[at] ?? "", lexemes[at + 1], true).length;
    if (depth === 0) {
      return length <= LONGEST_ON_ONE_LINE ? at + 1 : 0;
    }
  }
  return 0;
}

/** The lexeme with the space after it that its line wants: `{ "a": 1, "b": [2] }`. */
function spaced(lexeme: string, next: string | undefined, isInline: boolean): string {
  if (lexeme === ":" || (isInline && lexeme === ",")) {
    return `${lexeme} `;
  }
  const isBeforeBrace = isInline && next === "}" && lexeme !== "{";
  const isAfterBrace = lexeme === "{" && next !== "}" && isInline;
  return isBeforeBrace || isAfterBrace ? `${lexeme} ` : lexeme;
}

function kindOf(lexeme: string, next: string | undefined): TokenKind {
  if (lexeme.startsWith('"')) {
    return next === ":" ? "key" : "string";
  }
  if (/^[{}[\],:]$/.test(lexeme)) {
    return "mark";
  }
  return /^[-\d]/.test(lexeme) ? "number" : "word";
}
