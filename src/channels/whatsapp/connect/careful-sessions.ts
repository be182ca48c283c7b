import { SessionCipher } from "libsignal";

/** As much of libsignal's session as is needed to put it back. */
type Session = { serialize(): object; constructor: { deserialize(data: object): object } };
type Cipher = { doDecryptWhisperMessage(message: Buffer, session: Session | undefined): Promise<Buffer> };

/**
 * Where there are several sessions with a device, libsignal tries a message on one after the other, and each try moves that
 * session's ratchet on before it shows that the message was not of this session. It keeps that: the next answer in such a
 * session is one that nobody can read. So a session in which deciphering failed is put back as it was.
 *
 * The library makes its ciphers itself and has no option for this, so the one place where it tries is replaced, at load.
 */
const cipher = SessionCipher.prototype as unknown as Cipher;
const decipher = cipher.doDecryptWhisperMessage;

cipher.doDecryptWhisperMessage = async function (message, session) {
  const before = session?.serialize();
  try {
    return await decipher.call(this, message, session);
  } catch (error) {
    if (session !== undefined && before !== undefined) putBack(session, before);
    throw error;
  }
};

function putBack(session: Session, before: object): void {
  for (const name of Object.keys(session)) Reflect.deleteProperty(session, name);
  Object.assign(session, session.constructor.deserialize(before));
}
