import type { OcpHost, OcpHostStatus, OcpObCluster, OcpPackage, OcpService } from "../../../ipc/generated";

const WORDS: Record<OcpHostStatus, string> = {
  idle: "AVAILABLE",
  carriesServices: "ONLINE",
  offline: "OFFLINE",
  noAgent: "NEW",
  deleting: "DELETING",
  unknown: "FROZEN",
};

function service(name: string, kind: string, version: string): OcpService {
  return { name, kind, version };
}

export function host(id: string, name: string, ip: string, idc: string, change: Partial<OcpHost> = {}): OcpHost {
  const status = change.status ?? "idle";
  return {
    id,
    name,
    ip,
    architecture: "x86_64",
    operatingSystem: "CentOS 7.9",
    idc,
    region: idc.startsWith("hz") ? "hangzhou" : "shanghai",
    status,
    statusWord: WORDS[status],
    services: [],
    ...change,
  };
}

export const HOSTS: OcpHost[] = [
  host("21", "proxy-sh-01", "10.10.40.21", "sh-1"),
  host("22", "proxy-sh-02", "10.10.40.22", "sh-2"),
  host("23", "proxy-hz-01", "10.10.40.23", "hz-1"),
  host("7", "ob-trade-07", "10.10.20.7", "sh-1", {
    status: "carriesServices",
    services: [service("ob_trade", "OB_CLUSTER", "4.3.5.1")],
  }),
  host("24", "proxy-sh-03", "10.10.40.24", "sh-1", {
    status: "carriesServices",
    services: [service("trade_old", "OB_PROXY", "4.2.1.0")],
  }),
  host("31", "proxy-arm-01", "10.10.40.31", "hz-1", { architecture: "aarch64" }),
  host("25", "proxy-hz-02", "10.10.40.25", "hz-1", { status: "offline" }),
  host("40", "new-host-11", "10.10.40.40", "sh-2", { status: "noAgent" }),
];

function rpm(id: string, version: string, build: string, architecture: string, size: number): OcpPackage {
  return {
    id,
    fileName: `obproxy-${version}-${build}.el7.${architecture}.rpm`,
    shortName: `obproxy-${version}-${build}`,
    version,
    build,
    architecture,
    operatingSystem: "el7",
    size,
  };
}

const MB = 1024 * 1024;

export const PACKAGES: OcpPackage[] = [
  rpm("1", "4.3.2.0", "26", "x86_64", Math.round(38.4 * MB)),
  rpm("2", "4.2.3.0", "3", "x86_64", Math.round(36.9 * MB)),
  rpm("3", "4.1.0.0", "7", "x86_64", Math.round(35.1 * MB)),
  rpm("4", "4.3.2.0", "26", "aarch64", Math.round(37.7 * MB)),
];

function obCluster(id: string, obClusterId: string, name: string, change: Partial<OcpObCluster> = {}): OcpObCluster {
  return {
    id,
    obClusterId,
    name,
    obVersion: "4.2.1.8",
    status: "RUNNING",
    isRunning: true,
    isStandby: false,
    rootServers: ["10.10.20.1:2881", "10.10.20.4:2881", "10.10.20.7:2881"],
    ...change,
  };
}

export const OB_CLUSTERS: OcpObCluster[] = [
  obCluster("11", "3", "ob_trade", { obVersion: "4.3.2.0" }),
  obCluster("12", "1", "ob_pay"),
  obCluster("13", "9", "ob_pay", { obVersion: "4.2.5.0", isStandby: true }),
  obCluster("14", "21", "ob_report", { status: "STOPPED", isRunning: false }),
  obCluster("15", "30", "ob_next", { obVersion: "4.4.0.0" }),
];
