export const en = { title: "Clusters" };
export const zh: typeof en = { title: "集群" };
