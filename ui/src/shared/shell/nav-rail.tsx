import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";

import { Icon, type IconName } from "../icons/icon";
import classes from "./nav-rail.module.css";
import { useGoKeys } from "./use-go-keys";

export function NavRail() {
  const { t } = useTranslation("shared");
  const [location] = useLocation();
  useGoKeys();
  const inSettings = location === "/settings";
  const inAudit = location === "/audit";
  const inObproxy = location.startsWith("/obproxy");
  const inTasks = ["/tasks", "/history", "/operations"].some((place) => location.startsWith(place));
  return (
    <nav aria-label={t("nav.main")} className={classes.rail}>
      <Entry
        href="/"
        press="g c"
        icon="plug"
        label={t("nav.connections")}
        current={!inSettings && !inAudit && !inTasks && !inObproxy}
      />
      <Entry href="/tasks" press="g t" icon="tasks" label={t("nav.tasks")} current={inTasks} />
      <Entry href="/obproxy" press="g o" icon="proxy" label={t("nav.obproxy")} current={inObproxy} />
      <Entry href="/audit" press="g a" icon="doc" label={t("nav.audit")} current={inAudit} />
      <span className={classes.space} />
      <Entry href="/settings" press="g s" icon="gear" label={t("nav.settings")} current={inSettings} />
    </nav>
  );
}

type EntryProps = { href: string; press: string; icon: IconName; label: string; current: boolean };

function Entry({ href, press, icon, label, current }: EntryProps) {
  return (
    <Link
      href={href}
      className={classes.entry}
      title={`${label}  ${press}`}
      aria-label={label}
      aria-current={current || undefined}
    >
      <Icon name={icon} />
    </Link>
  );
}
