/** Certificates for the tests' servers, made anew by openssl: nothing secret lies in the repository, and nothing expires in it. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate and its private key, as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Certificates {
  /** Path of the authority's certificate, for NODE_EXTRA_CA_CERTS. */
  readonly authorityPath: string;
  /** For 127.0.0.1 and localhost, by the authority. */
  readonly right: Certificate;
  /** By the authority, for a host of another name. */
  readonly wrongHost: Certificate;
  /** For 127.0.0.1, by nobody that the client knows. */
  readonly unknownIssuer: Certificate;
  /** For 127.0.0.1, by the authority, of the past. */
  readonly expired: Certificate;
}

export function makeCertificates(folder: string): Certificates {
  const openssl = (...words: string[]): void => void execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
  const authority = (name: string): void =>
    openssl(
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-subj', `/CN=${name}`, '-keyout', `${name}.key`, '-out', `${name}.pem`],
    );
  const issue = (name: string, alternatives: string, issuer: string, ...validity: string[]): Certificate => {
    writeFileSync(
      join(folder, `${name}.ext`),
      `subjectAltName=${alternatives}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n`,
    );
    openssl(
      ...['req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-subj', `/CN=${name}`],
      ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
    );
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial'],
      ...['-extfile', `${name}.ext`, '-out', `${name}.pem`, ...validity],
    );
    const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
    return { cert: read(`${name}.pem`), key: read(`${name}.key`) };
  };
  authority('authority');
  authority('stranger');
  const here = 'IP:127.0.0.1,DNS:localhost';
  return {
    authorityPath: join(folder, 'authority.pem'),
    right: issue('right', here, 'authority', '-days', '2'),
    wrongHost: issue('wrong-host', 'DNS:elsewhere.example', 'authority', '-days', '2'),
    unknownIssuer: issue('unknown-issuer', here, 'stranger', '-days', '2'),
    expired: issue('expired', here, 'authority', '-days', '-1'),
  };
}
