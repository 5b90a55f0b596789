import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** A request that came in. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the receiver answers with next; `HANG_UP` breaks the connection. */
export type Reply = number | 'HANG_UP' | { readonly redirectTo: string };

/** A hospital's system that takes deliveries: keeps them, and answers as it was told to. */
export class WebhookReceiver {
  readonly received: Received[] = [];
  private readonly replies: Reply[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<WebhookReceiver> {
    const server = createServer();
    const receiver = new WebhookReceiver(server);
    server.on('request', (request, response) => {
      void text(request).then((body) => {
        receiver.received.push({ path: request.url ?? '', headers: request.headers, body });
        const reply = receiver.replies.shift() ?? 204;
        if (reply === 'HANG_UP') request.socket.destroy();
        else if (typeof reply === 'number') response.writeHead(reply).end();
        else response.writeHead(302, { location: reply.redirectTo }).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return receiver;
  }

  url(path = '/feed'): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${path}`;
  }

  /** Answers for the requests to come, in their order; then 204 again. */
  answerWith(...replies: readonly Reply[]): void {
    this.replies.push(...replies);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
