import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

import { Icon, type IconName } from "../icons/icon";
import classes from "./nav-rail.module.css";

export function NavRail() {
  const { t } = useTranslation("shared");
  const [location] = useLocation();
  const inSettings = location === "/settings";
  const inAudit = location === "/audit";
  const inTasks = ["/tasks", "/history", "/operations"].some((place) => location.startsWith(place));
  return (
    <nav aria-label={t("nav.main")} className={classes.rail}>
      <Entry href="/" icon="plug" label={t("nav.connections")} current={!inSettings && !inAudit && !inTasks} />
      <Entry href="/tasks" icon="tasks" label={t("nav.tasks")} current={inTasks} />
      <Entry href="/audit" icon="doc" label={t("nav.audit")} current={inAudit} />
      <span className={classes.space} />
      <Entry href="/settings" icon="gear" label={t("nav.settings")} current={inSettings} />
    </nav>
  );
}

function Entry({ href, icon, label, current }: { href: string; icon: IconName; label: string; current: boolean }) {
  return (
    <Link href={href} className={classes.entry} title={label} aria-label={label} aria-current={current || undefined}>
      <Icon name={icon} />
    </Link>
  );
}
