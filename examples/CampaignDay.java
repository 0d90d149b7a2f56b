import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * Sends a campaign day at a running service, with all that goes wrong on such a day (requests sent
 * again, overlapping batches, conflicts, late and bad events), and compares what it sent with what
 * the service counts. Needs a JDK only; ends with 1 if a single count differs:
 *
 * <pre>java examples/CampaignDay.java [http://localhost:8080 [seed]]</pre>
 *
 * What is sent follows from the seed; ids and campaigns are fresh, so it can be run again.
 */
public final class CampaignDay {
  private static final int SESSIONS = 1000;
  private static final int CLIENTS = 6;
  private static final int MOST_ATTEMPTS = 12;
  private static final List<String> FUNNEL =
      List.of(
          "link_opened",
          "page_view",
          "product_view",
          "add_to_cart",
          "checkout_started",
          "purchase_completed");

  /** Of a hundred events, how many go one step down the funnel from each of its steps. */
  private static final int[] STEP = {90, 50, 4, 6, 20, 0};

  private static final List<String> CHANNELS = List.of("newsletter", "search", "social", "partner");
  private static final List<String> RESULTS =
      List.of("stored", "duplicate", "conflict", "rejected", "ignored");
  private static final Pattern RECEIPT =
      Pattern.compile("\\\\?\"(" + String.join("|", RESULTS) + ")\\\\?\":(\\d+)");
  private static final Pattern SESSIONS_AT_ALL = Pattern.compile("\"sessions\":(\\d+),\"counts\"");
  private static final Pattern AMOUNT =
      Pattern.compile(
          "\"event_type\":\"(\\w+)\",\"total\":\\d+,\"sessions\":\\d+,"
              + "\"amounts\":\\[\\{\"currency\":\"EUR\",\"amount\":\"([0-9.]+)\"");
  private static final Pattern GATEWAY_STATUS = Pattern.compile("\"statusCode\":(\\d+)");
  private static final SecureRandom FRESH = new SecureRandom();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI service;
  private final long seed;
  private final int sessions;
  private final PrintStream out;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final List<UUID> campaigns = CHANNELS.stream().map(channel -> version7(now)).toList();
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final Map<String, Long> expected = new ConcurrentHashMap<>();
  private final Map<String, Long> answered = new ConcurrentHashMap<>();
  private final Map<String, Long> requests = new ConcurrentHashMap<>();
  private boolean gzipNeedsGateway;

  CampaignDay(URI service, long seed, int sessions, PrintStream out) {
    this.service = service;
    this.seed = seed;
    this.sessions = sessions;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    URI service = URI.create(args.length > 0 ? args[0] : "http://localhost:8080");
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    CampaignDay day = new CampaignDay(service, seed, SESSIONS, System.out);
    try {
      day.send();
      System.exit(day.agrees() ? 0 : 1);
    } catch (ExecutionException | IllegalStateException e) {
      System.out.println("!!! FAILED: " + e.getMessage() + " !!!");
      System.exit(1);
    }
  }

  /** One for each channel, in no use before. */
  List<UUID> campaigns() {
    return campaigns;
  }

  /** Sends all sessions from a handful of clients; returns when each event was answered. */
  void send() throws Exception {
    out.printf("%d sessions to %s, seed %d%n", sessions, service, seed);
    gzipNeedsGateway = exchange(gzip("{}")).statusCode() == 400;
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      Random random = new Random(seed);
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        Session session = new Session(new Random(random.nextLong()));
        running.add(clients.submit(session::send, null));
      }
      for (int i = 0; i < sessions; i++) {
        running.get(i).get(10, TimeUnit.MINUTES);
        if ((i + 1) % Math.max(1, sessions / 5) == 0) {
          out.printf("  %d sessions sent%n", i + 1);
        }
      }
    } finally {
      clients.shutdownNow();
    }
  }

  /** Prints what was sent beside what the service counts, and whether they are the same. */
  boolean agrees() {
    Map<String, Long> counted = new ConcurrentHashMap<>();
    campaigns.forEach(campaign -> count(campaign, counted));
    out.printf("%n%-36s  %-39s %8s %8s%n", "campaign", "event_type", "sent", "counted");
    boolean same = print("%-77s", sent, counted);
    out.printf("%n%-10s %8s %8s%n", "result", "expected", "answered");
    print("%-10s", expected, answered);
    out.printf("%nrequests   %s%n", requests);
    boolean agreed = same && together(expected).equals(together(answered));
    out.println(
        agreed
            ? "AGREED: the service counts every event once."
            : "!!! DIFFERENT: the service does not count what was sent !!!");
    return agreed;
  }

  /**
   * Who gets no answer sends again and is told duplicate instead of stored: both mean it is safe.
   */
  private static Map<String, Long> together(Map<String, Long> results) {
    Map<String, Long> together = new TreeMap<>(results);
    Long duplicates = together.remove("duplicate");
    together.merge("stored", duplicates == null ? 0 : duplicates, Long::sum);
    return together;
  }

  private boolean print(String form, Map<String, Long> ours, Map<String, Long> theirs) {
    Set<String> keys = new TreeSet<>(ours.keySet());
    keys.addAll(theirs.keySet());
    for (String key : keys) {
      long our = ours.getOrDefault(key, 0L);
      long their = theirs.getOrDefault(key, 0L);
      out.printf(form + " %8d %8d%s%n", key, our, their, our == their ? "" : "  <<<<");
    }
    return ours.equals(theirs);
  }

  private void count(UUID campaign, Map<String, Long> counted) {
    String query =
        "/v1/counts?campaign_id=%s&from=%s&to=%s"
            .formatted(campaign, now.minus(Duration.ofDays(60)), now.plus(Duration.ofDays(1)));
    for (String[] cells : csv(query)) {
      counted.put(campaign + "  " + cells[0], Long.parseLong(cells[2]));
      counted.put(campaign + "  " + cells[0] + ", sessions", Long.parseLong(cells[3]));
    }
    for (String[] cells : csv(query + "&by=utm_source")) {
      if (!cells[1].isEmpty()) {
        String value = cells[1].replace("\"", "");
        counted.put(campaign + "  " + cells[0] + " by " + value, Long.parseLong(cells[3]));
      }
    }
    String json = read(query, "application/json");
    Matcher sessions = SESSIONS_AT_ALL.matcher(json);
    if (sessions.find()) {
      counted.put(campaign + "  sessions", Long.parseLong(sessions.group(1)));
    }
    Matcher amount = AMOUNT.matcher(json);
    while (amount.find()) {
      long cents = new BigDecimal(amount.group(2)).movePointRight(2).longValueExact();
      counted.put(campaign + "  " + amount.group(1) + ", cents", cents);
    }
  }

  private List<String[]> csv(String query) {
    return read(query, "text/csv")
        .lines()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> line.split(","))
        .toList();
  }

  private String read(String query, String type) {
    HttpResponse<String> answer = exchange(to(query).header("Accept", type).build());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("counts: " + answer.statusCode() + " " + answer.body());
    }
    return answer.body();
  }

  /** One event of one visitor, or something that is none, and what should become of it. */
  private record Item(String json, String result) {}

  private record Event(UUID id, UUID session, UUID campaign, String type, String metadata) {
    /** The time is inside the id as well, so it may be left out, or told in another form. */
    String json(int form) {
      long time = id.getMostSignificantBits() >>> 16;
      String told =
          switch (form) {
            case 0 -> "";
            case 1 -> "\"event_time\":" + time + ",";
            default -> "\"event_time\":\"" + Instant.ofEpochMilli(time) + "\",";
          };
      return """
          {"id":"%s","session_id":"%s","campaign_id":"%s",%s"event_type":"%s","metadata":%s}"""
          .formatted(id, session, campaign, told, type, metadata);
    }
  }

  /** A visitor's way down the funnel, and what its device makes of it. */
  private final class Session {
    private final Random random;
    private final int channel;
    private final UUID campaign;
    private final UUID session;
    private final Set<String> done = new TreeSet<>();
    private Instant time;

    Session(Random random) {
      this.random = random;
      channel = Math.min(random.nextInt(CHANNELS.size()), random.nextInt(CHANNELS.size()));
      campaign = campaigns.get(channel);
      time = now.minusSeconds(2000 + random.nextInt(80_000));
      if (chance(5)) {
        time = time.minus(Duration.ofHours(1 + random.nextInt(480))); // was offline
      }
      session = version7(time);
    }

    void send() {
      List<Event> visit = visit();
      int from = 0;
      if (channel == 0) {
        pixel(visit.get(from++));
      }
      while (from < visit.size()) {
        int to = Math.min(visit.size(), from + (chance(30) ? 1 : 2 + random.nextInt(12)));
        List<Item> items = new ArrayList<>();
        visit.subList(from, to).forEach(event -> items.add(item(event, "stored")));
        if (from > 0) {
          spoil(items, visit.subList(0, from));
        }
        batch(items);
        from = to;
      }
    }

    private List<Event> visit() {
      List<Event> events = new ArrayList<>();
      int length = 20 + random.nextInt(11);
      for (int reached = 0; events.size() < length; ) {
        boolean deeper = !events.isEmpty() && chance(STEP[reached]);
        reached += deeper ? 1 : 0;
        int step = deeper || events.isEmpty() ? reached : 1 + random.nextInt(2);
        reached = Math.max(reached, step);
        String type = FUNNEL.get(step);
        int product = 100 + random.nextInt(40);
        events.add(new Event(version7(time), session, campaign, type, metadata(step, product)));
        note(type, step, product);
        time = time.plusMillis(1000 + random.nextInt(40_000));
      }
      return events;
    }

    /** What the service should count. */
    private void note(String type, int step, int product) {
      String key = campaign + "  " + type;
      sent.merge(key, 1L, Long::sum);
      if (done.isEmpty()) {
        sent.merge(campaign + "  sessions", 1L, Long::sum);
      }
      if (done.add(type)) {
        sent.merge(key + ", sessions", 1L, Long::sum);
      }
      if (step <= 1) {
        sent.merge(key + " by " + CHANNELS.get(channel), 1L, Long::sum);
      }
      if (step == 5) {
        sent.merge(key + ", cents", 990L + product * 50L, Long::sum);
      }
    }

    private String metadata(int step, int product) {
      String price = String.format(Locale.ROOT, "%.2f", 9.9 + product * 0.5);
      String source = CHANNELS.get(channel);
      return switch (step) {
        case 0 -> "{\"utm_source\":\"" + source + "\",\"link\":\"hero & more\"}";
        case 1 ->
            "{\"path\":\"/summer/%d\",\"title\":\"Schöner Sommer ☀\",\"utm_source\":\"%s\"}"
                .formatted(product % 7, source);
        case 2 -> "{\"product_id\":\"SKU-" + product + "\",\"tags\":[\"new\",\"sale\"]}";
        case 3 -> "{\"product_id\":\"SKU-" + product + "\",\"price\":" + price + ",\"quantity\":1}";
        case 4 -> "{\"cart\":{\"items\":" + (1 + product % 4) + ",\"value\":" + price + "}}";
        default ->
            "{\"order_id\":\"" + product + "\",\"price\":" + price + ",\"currency\":\"EUR\"}";
      };
    }

    private Item item(Event event, String result) {
      return new Item(event.json(random.nextInt(3)), result);
    }

    /** Adds what was sent before, what contradicts it, and what is no event. */
    private void spoil(List<Item> items, List<Event> before) {
      Event known = before.get(random.nextInt(before.size()));
      if (chance(20)) {
        items.add(random.nextInt(items.size()), item(known, "duplicate"));
      }
      if (chance(5)) {
        Event other = new Event(known.id(), session, campaign, known.type(), "{\"other\":true}");
        items.add(random.nextInt(items.size()), item(other, "conflict"));
      }
      if (chance(10)) {
        items.add(random.nextInt(items.size()), new Item(bad(), "rejected"));
      }
    }

    private String bad() {
      Event event = new Event(version7(now), session, campaign, "page_view", "{}");
      String good = event.json(0);
      return switch (random.nextInt(9)) {
        case 0 -> good.replace("metadata", "metdata");
        case 1 -> good.replace("page_view", "page view");
        case 2 -> good.replace(campaign.toString(), "summer-sale");
        case 3 -> good.replace("\"session_id\":\"" + session + "\",", "");
        case 4 -> good.replace("{}", "[1,2]");
        case 5 -> good.replace("{}", "{\"price\":1e999999}");
        case 6 -> good.replace("\"metadata\"", "\"event_type\":\"page_view\",\"metadata\"");
        case 7 -> good.replace("{}", "{},\"event_time\":\"1999-12-31T23:59:59Z\"");
        default -> good.replace("{}", "{},\"event_time\":\"" + now.plusSeconds(172_800) + "\"");
      };
    }

    private void batch(List<Item> items) {
      String array = items.stream().map(Item::json).collect(Collectors.joining(",", "[", "]"));
      String lines = items.stream().map(Item::json).collect(Collectors.joining("\n", "", "\n"));
      String body = items.size() == 1 ? items.get(0).json() : array;
      int way = random.nextInt(5);
      List<Item> all = new ArrayList<>(items);
      if (way == 1 && chance(10)) {
        lines += "{\"id\":\n"; // cut off
        all.add(new Item("", "rejected"));
      }
      HttpRequest request =
          switch (way) {
            case 0 -> post("text/plain", items.size() > 1 && chance(50) ? lines : body);
            case 1 -> post("application/x-ndjson", lines);
            case 2 -> gzip(body);
            default -> post("application/json", body);
          };
      String name = List.of("text", "NDJSON", "gzip", "JSON", "JSON").get(way);
      deliver(name, request, all.stream().map(Item::result));
      if (chance(10)) {
        deliver(name, request, all.stream().map(item -> again(item.result())));
      }
    }

    private void pixel(Event event) {
      String query =
          "/v1/pixel.gif?id=%s&session_id=%s&campaign_id=%s&event_type=%s"
              .formatted(event.id(), session, campaign, event.type());
      String metadata =
          "&utm_source=" + CHANNELS.get(channel) + "&metadata.link=" + encoded("hero & more");
      HttpRequest request = to(query + metadata).build();
      deliver("pixel", request, Stream.of("stored"));
      if (chance(10)) {
        deliver("pixel", request, Stream.of("duplicate"));
      }
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }
  }

  private static String again(String result) {
    return result.equals("stored") ? "duplicate" : result;
  }

  private void deliver(String way, HttpRequest request, Stream<String> results) {
    results.forEach(result -> expected.merge(result, 1L, Long::sum));
    requests.merge(way, 1L, Long::sum);
    HttpResponse<String> answer = exchange(request);
    answer
        .headers()
        .firstValue("Footfall-Result")
        .ifPresent(result -> answered.merge(result, 1L, Long::sum));
    Matcher receipt = RECEIPT.matcher(answer.body());
    boolean told = answer.headers().firstValue("Footfall-Result").isPresent();
    while (receipt.find()) {
      told = true;
      if (Long.parseLong(receipt.group(2)) > 0) {
        answered.merge(receipt.group(1), Long.parseLong(receipt.group(2)), Long::sum);
      }
    }
    if (!told) {
      throw new IllegalStateException(way + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  /** The answer; a request that gets none, or a 503, is sent again a little later. */
  private HttpResponse<String> exchange(HttpRequest request) {
    String failure = "";
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        Matcher gateway = GATEWAY_STATUS.matcher(answer.body());
        int status = gateway.find() ? Integer.parseInt(gateway.group(1)) : answer.statusCode();
        if (status != 503 && status != 429) {
          return answer;
        }
        failure = "status " + status;
      } catch (IOException e) {
        failure = e.toString();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      requests.merge("sent again", 1L, Long::sum);
      backOff(attempt);
    }
    throw new IllegalStateException("No answer from " + service + ": " + failure);
  }

  private static void backOff(int attempt) {
    try {
      Thread.sleep(Math.min(2000, 50L << attempt));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(service.resolve(path)).timeout(Duration.ofSeconds(60));
  }

  private HttpRequest post(String type, String body) {
    return to("/v1/events")
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  /**
   * The local stand-in for API Gateway takes every body of JSON for text and so spoils gzip; it is
   * then handed the event that the real one would make of the request.
   */
  private HttpRequest gzip(String json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!gzipNeedsGateway) {
      return to("/v1/events")
          .header("Content-Type", "application/json")
          .header("Content-Encoding", "gzip")
          .POST(BodyPublishers.ofByteArray(bytes.toByteArray()))
          .build();
    }
    String event =
        """
        {"version":"2.0","routeKey":"$default","rawPath":"/v1/events","rawQueryString":"",
         "headers":{"content-type":"application/json","content-encoding":"gzip","host":"localhost"},
         "requestContext":{"http":{"method":"POST","path":"/v1/events"},"stage":"$default"},
         "body":"%s","isBase64Encoded":true}"""
            .formatted(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    return to("/_lambda_")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(event))
        .build();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static UUID version7(Instant at) {
    long high = at.toEpochMilli() << 16 | 0x7000 | FRESH.nextInt(0x1000);
    return new UUID(high, FRESH.nextLong() >>> 2 | 1L << 63);
  }
}
