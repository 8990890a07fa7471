import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/**
 * The way between a browser and the hub, which can be cut: an HTTP proxy, so that Host and Origin
 * stay what they are. A browser's own offline mode leaves open WebSockets alone.
 */
export class Network {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #cut = false;
  #refused = 0;

  private constructor() {
    this.#server = createServer((incoming, answer) => {
      const { method, headers, url = '' } = incoming;
      const outgoing = request(url, { method, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      });
      outgoing.on('error', () => answer.destroy());
      incoming.pipe(outgoing);
    });
    this.#server.on('connection', (socket) => this.#track(socket));
    this.#server.on('connect', ({ url = '' }, client: Socket, head: Buffer) => {
      const [host = '', port] = url.split(':');
      const hub = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connected\r\n\r\n');
        hub.write(head);
        hub.pipe(client).pipe(hub);
      });
      this.#track(hub);
    });
  }

  static async open(): Promise<Network> {
    const network = new Network();
    await new Promise<void>((done) => network.#server.listen(0, '127.0.0.1', done));
    return network;
  }

  /** For `newContext`; browsers leave loopback addresses out of a proxy unless told otherwise. */
  get proxy() {
    const { port } = this.#server.address() as AddressInfo;
    return { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' };
  }

  /** How many connections were tried while it was cut. */
  get refused(): number {
    return this.#refused;
  }

  cut(): void {
    this.#cut = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  mend(): void {
    this.#cut = false;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((done) => this.#server.close(done));
  }

  #track(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    if (this.#cut) {
      this.#refused++;
      socket.resetAndDestroy();
      return;
    }
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
  }
}
