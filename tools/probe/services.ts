/** Is a server there that a probe or a test needs? */
import { connect } from 'node:net';
import { PORTS, type Service } from './probe.ts';

const answers = new Map<Service, Promise<boolean>>();

export function isThere(service: Service): Promise<boolean> {
  const known = answers.get(service) ?? ask(PORTS[service]);
  answers.set(service, known);
  return known;
}

function ask(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}
