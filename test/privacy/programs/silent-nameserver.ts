/** A nameserver that hears every question and answers none. Notes each in a file, then runs the rest of its command line as a program. */
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { appendFileSync } from 'node:fs';

const [notes = '', program = '', ...words] = process.argv.slice(2);
const socket = createSocket('udp4');
socket.on('message', (question) => appendFileSync(notes, `${question.toString('base64')}\n`));
socket.bind(53, '127.0.0.1', () => {
  spawn(program, words, { stdio: 'inherit' }).on('exit', (code) => process.exit(code ?? 1));
});
