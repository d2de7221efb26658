import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";

import type { Reach } from "../../ipc/generated";
import { createCache } from "../../ipc/cache";
import { PlatformProvider } from "../../platform/context";
import { fakePlatform } from "../../platform/fake/fake";
import { emptyWorld } from "../../platform/fake/world";
import { QueryClientProvider } from "@tanstack/react-query";
import { Appearance } from "../../features/settings/appearance";
import { ReachEditor } from "./reach-editor";
import { DIRECT } from "./words";

const CANARY = "-----BEGIN PRIVATE KEY-----\ncanary-77\n-----END PRIVATE KEY-----";

function renderEditor(initial: Reach = DIRECT, offered: string | null = null) {
  const world = emptyWorld();
  const last: { reach: Reach; holds: number } = { reach: initial, holds: 0 };
  function Host() {
    const [reach, setReach] = useState(initial);
    last.reach = reach;
    return (
      <ReachEditor
        value={reach}
        onChange={setReach}
        offered={offered}
        notes={{ "reach.route": { tone: "block", title: "This way cannot be used", remedy: "no such host" } }}
        onHold={() => {
          last.holds += 1;
        }}
      />
    );
  }
  render(
    <PlatformProvider platform={fakePlatform(world)}>
      <QueryClientProvider client={createCache()}>
        <Appearance>
          <Host />
        </Appearance>
      </QueryClientProvider>
    </PlatformProvider>,
  );
  return { last, world, user: userEvent.setup({ delay: null }) };
}

describe("ReachEditor", () => {
  it("chooses a jump host, and says what is wrong with it at its field", async () => {
    const { last, user } = renderEditor();
    await user.click(screen.getByLabelText("Jump host"));
    const field = screen.getByRole("textbox", { name: "Jump host" });
    await user.type(field, "dba@bastion");
    expect(last.reach.route).toEqual({ type: "jump", host: "dba@bastion" });
    expect(field).toHaveAccessibleDescription(/This way cannot be used/);
  });

  it("keeps a proxy when its kind changes, with its password in the vault only", async () => {
    const { last, world, user } = renderEditor();
    await user.click(screen.getByLabelText("HTTP proxy"));
    await user.type(screen.getByLabelText("Address of the proxy"), "proxy.example:3128");
    await user.type(screen.getByLabelText("User, when it asks for one"), "dba");
    await user.type(screen.getByLabelText("Password of the proxy"), "canary-77{Enter}");
    expect(await screen.findByText("A password is in the vault")).toBeVisible();
    await user.click(screen.getByLabelText("SOCKS proxy"));
    expect(last.reach.route).toEqual({
      type: "socksProxy",
      proxy: { address: "proxy.example:3128", user: "dba", password: { id: "secret-1", weak: true } },
    });
    expect(last.holds).toBe(1);
    expect(document.body.innerHTML + JSON.stringify(world.calls)).not.toContain("canary-77");
  });

  it("takes a private authority, or pins the certificate that is offered", async () => {
    const { last, user } = renderEditor(DIRECT, "SHA256 aa:bb");
    await user.click(screen.getByLabelText("https"));
    expect(last.reach.tls).toEqual({ type: "system" });
    await user.click(screen.getByLabelText(/A private authority/));
    await user.click(screen.getByLabelText("Certificate of the authority, as PEM"));
    await user.paste("-----BEGIN CERTIFICATE-----");
    expect(last.reach.tls).toEqual({ type: "privateCa", pem: "-----BEGIN CERTIFICATE-----" });
    await user.click(screen.getByLabelText(/This certificate only/));
    await user.click(screen.getByRole("button", { name: "Pin this certificate" }));
    await user.type(screen.getByLabelText("Fingerprint"), "SHA256 cc:dd{Enter}");
    expect(last.reach.tls).toEqual({ type: "pinned", fingerprints: ["SHA256 aa:bb", "SHA256 cc:dd"] });
    await user.click(screen.getByRole("button", { name: "Remove the fingerprint SHA256 aa:bb" }));
    expect(last.reach.tls).toEqual({ type: "pinned", fingerprints: ["SHA256 cc:dd"] });
  });

  it("uses a client certificate only with its key, and forgets the key", async () => {
    const { last, world, user } = renderEditor({ ...DIRECT, tls: { type: "system" } });
    await user.click(screen.getByLabelText(/^Show a client certificate/));
    await user.click(screen.getByLabelText("Client certificate, as PEM"));
    await user.paste("-----BEGIN CERTIFICATE-----");
    expect(screen.getByText("The client certificate's key is missing")).toBeVisible();
    expect(last.reach.clientCertificate).toBeNull();
    const key = screen.getByLabelText("Its private key, as PEM");
    await user.click(key);
    await user.paste(CANARY);
    await user.tab();
    await waitFor(() => expect(last.reach.clientCertificate?.key.id).toBe("secret-1"));
    expect(key).toHaveValue("");
    expect(document.body.innerHTML + JSON.stringify(world.calls)).not.toContain("canary-77");
  });
});
