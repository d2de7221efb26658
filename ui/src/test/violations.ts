import axe from "axe-core";

/** Which accessibility rules are broken, and where; a style element, which the real window forbids, counts as one. */
export async function violationsIn(element: Element): Promise<string[]> {
  // jsdom has no layout, so contrast is checked where there is one.
  const { violations } = await axe.run(element, { rules: { "color-contrast": { enabled: false } } });
  const broken = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  const styles = [...document.querySelectorAll("style")].map((style) => `style: ${style.innerHTML}`);
  return [...broken, ...styles];
}
