package dev.footfall.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A proxy to the database that can cut its connections, or swallow all that it is sent. */
public final class Link implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
  private volatile boolean blackHole;

  /** Starts a proxy to this port of the loopback interface. */
  public Link(int target) throws IOException {
    this.target = target;
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public int connections() {
    return pairs.size();
  }

  /** Closes every connection; new ones work. */
  public void cut() {
    pairs.forEach(Pair::close);
  }

  /** From now on passes nothing on, over open connections and new ones. */
  public void becomeBlackHole() {
    blackHole = true;
    loseConnections();
  }

  /** Ends the black hole for new connections; open ones stay silent. */
  public void comeBack() {
    blackHole = false;
  }

  /** Keeps the open connections, but passes nothing on over them any more. */
  public void loseConnections() {
    pairs.forEach(pair -> pair.silent = true);
  }

  private void accept() {
    try {
      while (true) {
        Pair pair = new Pair(listener.accept(), blackHole);
        pairs.add(pair);
        daemon(pair::connect);
      }
    } catch (IOException e) {
      // closed
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "link");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }

  /** One connection and its continuation. */
  private final class Pair {
    private final Socket near;
    private volatile boolean silent;
    private volatile Socket far;

    Pair(Socket near, boolean silent) {
      this.near = near;
      this.silent = silent;
    }

    void connect() {
      try {
        if (silent) {
          near.getInputStream().transferTo(OutputStream.nullOutputStream());
        } else {
          far = new Socket(InetAddress.getLoopbackAddress(), target);
          daemon(() -> pass(far, near));
          pass(near, far);
        }
      } catch (IOException e) {
        // ended
      }
      close();
    }

    private void pass(Socket from, Socket to) {
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] bytes = new byte[8192];
        for (int n = in.read(bytes); n >= 0; n = in.read(bytes)) {
          if (!silent) {
            out.write(bytes, 0, n);
          }
        }
      } catch (IOException e) {
        // ended
      }
      if (!silent || from == near) { // in a black hole, the end of the far side is not heard of
        close();
      }
    }

    void close() {
      pairs.remove(this);
      try {
        near.close();
        if (far != null) {
          far.close();
        }
      } catch (IOException e) {
        // ended
      }
    }
  }
}
