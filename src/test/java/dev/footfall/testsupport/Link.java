package dev.footfall.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The way between a collector and its database, which a test can cut, or turn into a black hole:
 * connections stay and are even accepted, and nothing comes through.
 */
public final class Link implements AutoCloseable {
  private final ServerSocket listener;
  private final int target;
  private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
  private volatile boolean blackHole;

  private Link(ServerSocket listener, int target) {
    this.listener = listener;
    this.target = target;
  }

  /** A way to this port of the loopback interface. */
  public static Link to(int target) throws IOException {
    Link link = new Link(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
    daemon(link::accept);
    return link;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public int connections() {
    return pairs.size();
  }

  /** Waits until every connection has ended; the end of one is noticed a little later. */
  public boolean fallsIdle() throws InterruptedException {
    for (int i = 0; i < 100 && !pairs.isEmpty(); i++) {
      Thread.sleep(50);
    }
    return pairs.isEmpty();
  }

  /** Ends every connection; the next ones come through. */
  public void cut() {
    pairs.forEach(Pair::close);
  }

  /** From now on nothing comes through, on the connections that are there and on new ones. */
  public void becomeBlackHole() {
    blackHole = true;
    loseConnections();
  }

  /** New connections come through; those of the black hole stay silent. */
  public void comeBack() {
    blackHole = false;
  }

  /** Nothing comes through any more on the connections that are there, and nobody is told. */
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
