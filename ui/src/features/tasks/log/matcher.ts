export type Query = { text: string; exactCase: boolean; pattern: boolean };

export const NO_QUERY: Query = { text: "", exactCase: false, pattern: false };

/** Where in a text something was found. */
export type Place = { from: number; to: number };

export type Matcher = {
  count: (text: string) => number;
  places: (text: string) => Place[];
};

/** More characters of a line than this are not held against a pattern. */
const PATTERN_REACH = 100_000;

/** What finds `query`; null when there is nothing to look for, the words of the engine when it is a bad pattern. */
export function matcherOf({ text, exactCase, pattern }: Query): Matcher | { problem: string } | null {
  if (text === "") return null;
  if (exactCase && !pattern) return exactly(text);
  const flags = exactCase ? "g" : "gi";
  if (!pattern) return anyCase(text, new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), flags));
  try {
    return byPattern(new RegExp(text, flags));
  } catch (thrown) {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

function exactly(wanted: string): Matcher {
  return matching((text, found) => {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      found(at, at + wanted.length);
    }
  });
}

/** Without the array that `exec` makes of every match: what is found is as long as what was wanted. */
function anyCase(wanted: string, literal: RegExp): Matcher {
  return matching((text, found) => {
    literal.lastIndex = 0;
    while (literal.test(text)) found(literal.lastIndex - wanted.length, literal.lastIndex);
  });
}

function byPattern(pattern: RegExp): Matcher {
  return matching((whole, found) => {
    const text = whole.length > PATTERN_REACH ? whole.slice(0, PATTERN_REACH) : whole;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      if (match[0] === "") pattern.lastIndex += 1;
      else found(match.index, pattern.lastIndex);
    }
  });
}

function matching(each: (text: string, found: (from: number, to: number) => void) => void): Matcher {
  return {
    count: (text) => {
      let count = 0;
      each(text, () => (count += 1));
      return count;
    },
    places: (text) => {
      const places: Place[] = [];
      each(text, (from, to) => places.push({ from, to }));
      return places;
    },
  };
}
