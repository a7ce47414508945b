package io.zonegate.hsm.token;

import static sun.security.pkcs11.wrapper.PKCS11Constants.CKF_RW_SESSION;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKF_SERIAL_SESSION;
import static sun.security.pkcs11.wrapper.PKCS11Constants.CKU_USER;

import io.zonegate.hsm.algorithm.DnskeyRdata;
import io.zonegate.hsm.config.TokenConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import sun.security.pkcs11.wrapper.PKCS11Exception;

/**
 * A token found by its label and logged in, with a small pool of sessions. Thread-safe. Sessions
 * are opened when first needed and kept to the end: SoftHSM2 has crashed when sessions were closed
 * under load.
 *
 * <p>Login holds for the process and the token, not for a session, so the PIN is read and used
 * once.
 */
public final class Token implements AutoCloseable {

  /** What a token says, or the library for it, that is gone. */
  private static final Set<String> GONE =
      Set.of(
          "CKR_SESSION_HANDLE_INVALID",
          "CKR_SESSION_CLOSED",
          "CKR_TOKEN_NOT_PRESENT",
          "CKR_DEVICE_REMOVED",
          "CKR_DEVICE_ERROR");

  private final TokenConfig config;
  private final Pkcs11Module module;
  private final long slot;
  private final int sessions;
  private final Semaphore permits;
  private final ConcurrentLinkedQueue<TokenSession> idle = new ConcurrentLinkedQueue<>();
  private final Map<CkaId, PrivateKeyHandle> handles = new ConcurrentHashMap<>();

  private Token(TokenConfig config, Pkcs11Module module, long slot, int sessions) {
    this.config = config;
    this.module = module;
    this.slot = slot;
    this.sessions = sessions;
    this.permits = new Semaphore(sessions);
  }

  /**
   * Finds the token, reads its PIN and logs in, once.
   *
   * @throws HsmException when the library, token or PIN is not as the configuration says
   */
  static Token open(TokenConfig config, int sessions, PinPrompt prompt) {
    PinRefusals.check(config);
    Pkcs11Module module = Pkcs11Module.load(config.module(), config.label());
    Token token = new Token(config, module, module.slotOf(config.label()), sessions);
    long session = token.openSession(config.readWrite());
    try {
      token.login(session, prompt);
    } catch (HsmException e) {
      PinRefusals.note(config, e);
      token.wrap(session).close();
      throw e;
    }
    token.idle.add(token.wrap(session));
    return token;
  }

  private void login(long session, PinPrompt prompt) {
    char[] pin = PinReader.read(config, prompt);
    try {
      module.functions().C_Login(session, CKU_USER, pin);
    } catch (PKCS11Exception e) {
      // Another opening in this process has logged in already; the state is shared.
      if (!CkrAdvice.name(e).equals("CKR_USER_ALREADY_LOGGED_IN")) {
        throw CkrAdvice.error(
            label(), "", "C_Login with the PIN from " + PinReader.describe(config.pin()), e);
      }
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private long openSession(boolean write) {
    try {
      long flags = CKF_SERIAL_SESSION | (write ? CKF_RW_SESSION : 0);
      return module.functions().C_OpenSession(slot, flags, null, null);
    } catch (PKCS11Exception e) {
      throw CkrAdvice.error(label(), "", "C_OpenSession", e);
    }
  }

  private TokenSession wrap(long session) {
    return new Pkcs11Session(module.functions(), label(), session);
  }

  /** The label, as in hsm.toml. */
  public String label() {
    return config.label();
  }

  /** What hsm.toml says of it. */
  public TokenConfig config() {
    return config;
  }

  /** Who made the PKCS#11 library, by its own word (CK_INFO.manufacturerID). */
  public String manufacturer() {
    return module.manufacturer(label());
  }

  /** Whether it is one of SoftHSM, by {@link #manufacturer}: its keys are files of this machine. */
  public boolean isSoftHsm() {
    return manufacturer().startsWith("SoftHSM");
  }

  /** A session that may make and destroy objects; the caller closes it. */
  public TokenSession openForWriting() {
    return wrap(openSession(true));
  }

  /**
   * Opens every session of the pool, which otherwise are opened when they are first needed; returns
   * how many there are.
   *
   * @throws HsmException when the token does not give so many
   */
  public int openAllSessions() {
    permits.acquireUninterruptibly(sessions);
    try {
      while (idle.size() < sessions) {
        try {
          idle.add(wrap(openSession(config.readWrite())));
        } catch (HsmException e) {
          throw new HsmException(
              label(),
              "sessions",
              "only "
                  + idle.size()
                  + " of "
                  + sessions
                  + " sessions could be opened at one time, then "
                  + e.what(),
              e.ckr(),
              e.nextStep(),
              e);
        }
      }
      return sessions;
    } finally {
      permits.release(sessions);
    }
  }

  /** All private and public key objects. */
  public List<TokenObject> list() {
    return with(TokenSession::list);
  }

  /**
   * Does something in a session of the pool; waits while all are in use.
   *
   * @throws HsmException when no session can be opened or the work throws it
   */
  public <T> T with(Function<TokenSession, T> work) {
    permits.acquireUninterruptibly();
    try {
      TokenSession session = idle.poll();
      if (session == null) {
        session = wrap(openSession(config.readWrite()));
      }
      try {
        return work.apply(session);
      } finally {
        idle.add(session);
      }
    } finally {
      permits.release();
    }
  }

  /**
   * Signs a message and gives the signature in the form and length that RRSIG carries. It is not
   * verified here.
   *
   * @param id locator of the key; exactly one private key must have it
   * @param dnskey the key as the zone will show it, for algorithm and length
   * @param message the octets that DNSSEC signs
   */
  public byte[] sign(CkaId id, DnskeyRdata dnskey, byte[] message) {
    byte[] raw = with(session -> session.sign(locate(session, id), dnskey.algorithm(), message));
    try {
      return dnskey.algorithm().signatureForm(raw, dnskey.signatureLength());
    } catch (IllegalArgumentException e) {
      String next = "The key on the token is not the key of the zone; run \"keys prove\".";
      throw new HsmException(
          label(), "key CKA_ID " + id, e.getMessage(), HsmException.NO_CKR, next, e);
    }
  }

  private PrivateKeyHandle locate(TokenSession session, CkaId id) {
    PrivateKeyHandle known = handles.get(id);
    if (known != null) {
      return known;
    }
    List<PrivateKeyHandle> found = session.findPrivate(id);
    if (found.size() != 1) {
      throw new HsmException(
          label(),
          "key CKA_ID " + id,
          found.size() + " private keys have this CKA_ID, exactly one must",
          "Run \"keys prove\" and \"keys list\"; place the missing key or remove the wrong one.");
    }
    handles.put(id, found.get(0));
    return found.get(0);
  }

  /** Closes the sessions of the pool; the last session of the process logs the token out. */
  @Override
  public void close() {
    List<HsmException> errors = new ArrayList<>();
    for (TokenSession session = idle.poll(); session != null; session = idle.poll()) {
      try {
        session.close();
      } catch (HsmException e) {
        errors.add(e);
      }
    }
    // A token that is gone has no sessions to close; what it did before is judged by its
    // signatures.
    errors.removeIf(e -> GONE.contains(e.ckr()));
    if (!errors.isEmpty()) {
      throw errors.get(0);
    }
  }

  /** Names the token and its site; never anything secret. */
  @Override
  public String toString() {
    return "token " + config;
  }
}
