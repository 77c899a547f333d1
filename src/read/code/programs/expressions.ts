/** The offset behind the brace that closes the one at `open`; strings, templates and comments are passed over. */
export function endOfBraces(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const char = text[at];
    if (char === '{') depth++;
    else if (char === '}') {
      depth--;
      if (depth === 0) return at + 1;
    } else if (char === '"' || char === "'" || char === '`') at = endOfString(text, at, char);
    else if (char === '/')
      at = at === open + 1 && endsBlock.test(text.slice(at, at + 20)) ? at : endOfSlash(text, at);
  }
  return text.length;
}

/** `{/if}` of Svelte, which begins no regular expression. */
const endsBlock = /^\/[a-z]+\s*\}/;

/** The last offset of the comment or regular expression that begins at a slash; the slash's own where neither does. */
function endOfSlash(text: string, at: number): number {
  const end = skipped(text, at);
  return end === at ? endOfPattern(text, at) : end;
}

/** The last offset of the text that begins at `open`; `open` where it has no end. */
export function endOfString(text: string, open: number, quote: string): number {
  for (let at = open + 1; at < text.length; at++) {
    const char = text[at];
    if (char === '\\') at++;
    else if (char === quote) return at;
    else if (char === '\n' && quote !== '`') return open;
    else if (quote === '`' && char === '$' && text[at + 1] === '{') at = endOfBraces(text, at + 1) - 1;
  }
  return open;
}

/** The last offset of the comment that begins at a slash; the slash's own where none does. */
export function skipped(text: string, at: number): number {
  if (text[at + 1] === '/' && text[at - 1] !== ':') {
    const end = text.indexOf('\n', at);
    return end < 0 ? text.length : end;
  }
  return text[at + 1] === '*' ? Math.max(text.indexOf('*/', at + 2) + 1, at) : at;
}

/** Whether an expression has nothing but comments in it. */
export function isEmptyExpression(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (/\s/.test(text[at] as string)) continue;
    const end = text[at] === '/' ? skipped(text, at) : at;
    if (end === at) return false;
    at = end;
  }
  return true;
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** Whether a piece of code closes what it opens, so that it cannot take in what is written behind it. */
export function isComplete(text: string): boolean {
  const open: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (closing[char]) open.push(closing[char] as string);
    else if (/[)\]}]/.test(char)) {
      if (open.pop() !== char) return false;
    } else if (/["'`]/.test(char)) {
      const end = endOfString(text, at, char);
      if (end === at) return false;
      at = end;
    } else if (char === '/') {
      if (text.startsWith('/*', at) && text.indexOf('*/', at + 2) < 0) return false;
      at = endOfSlash(text, at);
    }
  }
  return open.length === 0;
}

/** The last offset of a regular expression that begins at a slash; the slash's own where it divides. */
function endOfPattern(text: string, at: number): number {
  if (!/(^|[(,=:[!&|?{};+]|=>)\s*$/.test(text.slice(Math.max(0, at - 20), at))) return at;
  let isInClass = false;
  for (let end = at + 1; end < text.length && text[end] !== '\n'; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === '[') isInClass = true;
    else if (text[end] === ']') isInClass = false;
    else if (text[end] === '/' && !isInClass) return end;
  }
  return at;
}

/** Whether a `<` begins an element, and does not compare what stands before it with what follows. */
export function markupBegins(text: string, from: number, at: number): boolean {
  if (!/[A-Za-z>]/.test(text[at + 1] ?? '')) return false;
  const before = text.slice(Math.max(from, at - 200), at).trimEnd();
  return /([({[,;?:=&|>]|\breturn)$/.test(before);
}
