import { QueryClient } from "@tanstack/react-query";

/** Replies are read from this computer: never retried by themselves, and not re-read because a window got focus. */
export function createCache(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
        staleTime: 0,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
