export type Query = { text: string; exactCase: boolean; pattern: boolean };

export const NO_QUERY: Query = { text: "", exactCase: false, pattern: false };

/** Where in a text something was found. */
export type Place = { from: number; to: number };

export type Matcher = {
  count: (text: string) => number;
  /** All of them, or the first `most`. */
  places: (text: string, most?: number) => Place[];
  /** The place at `n`, from 0, without a list of those before it. */
  nth: (text: string, n: number) => Place | null;
};

/** Is told of each place; returns whether it has heard enough. */
type Found = (from: number, to: number) => boolean;

/** More characters of a line than this are not held against a pattern. */
const PATTERN_REACH = 10_000;

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
      if (found(at, at + wanted.length)) return;
    }
  });
}

/** Without the array that `exec` makes of every match: what is found is as long as what was wanted. */
function anyCase(wanted: string, literal: RegExp): Matcher {
  return matching((text, found) => {
    literal.lastIndex = 0;
    while (literal.test(text)) if (found(literal.lastIndex - wanted.length, literal.lastIndex)) return;
  });
}

function byPattern(pattern: RegExp): Matcher {
  return matching((whole, found) => {
    const text = whole.length > PATTERN_REACH ? whole.slice(0, PATTERN_REACH) : whole;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      if (match[0] === "") pattern.lastIndex += 1;
      else if (found(match.index, pattern.lastIndex)) return;
    }
  });
}

function matching(each: (text: string, found: Found) => void): Matcher {
  return {
    count: (text) => {
      let count = 0;
      each(text, () => {
        count += 1;
        return false;
      });
      return count;
    },
    places: (text, most = Number.POSITIVE_INFINITY) => {
      const places: Place[] = [];
      each(text, (from, to) => places.push({ from, to }) >= most);
      return places;
    },
    nth: (text, n) => {
      let place: Place | null = null;
      let passed = 0;
      each(text, (from, to) => {
        if (passed === n) place = { from, to };
        passed += 1;
        return passed > n;
      });
      return place;
    },
  };
}
