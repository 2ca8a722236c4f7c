package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** Jetty's client with prior knowledge, and the JDK's client by an upgrade from HTTP/1.1, ask Jetty's server in clear. */
final class Http2Talk {
    static final String AGENT = "grpc-java/1.2 {test}";
    private static final long PATIENCE_SECONDS = 20;

    private Http2Talk() {}

    static Overheard withPriorKnowledge() throws Exception {
        return with(talk -> askKnowing(
                talk,
                "GET /levels?tank=1",
                "GET /levels?tank=2",
                "GET /levels?tank=1",
                "PUT /recipes/7",
                "POST /works.Mixer/Start",
                "GET /none",
                "DELETE /" + "long/".repeat(60)));
    }

    /** The header block of the second request goes on in a frame of its own. */
    static Overheard withALongBlock() throws Exception {
        return with(talk -> askKnowing(
                talk, "GET /levels", "DELETE /plans/" + "long/".repeat(4000), "GET /levels", "PUT /recipes/7"));
    }

    static Overheard afterUpgrade() throws Exception {
        return with(Http2Talk::askUpgrading);
    }

    private interface Asking {
        void at(Overheard talk) throws Exception;
    }

    private static Overheard with(Asking asking) throws Exception {
        Server server = new Server();
        HttpConfiguration settings = new HttpConfiguration();
        settings.setRequestHeaderSize(64 * 1024);
        ServerConnector door = new ServerConnector(
                server, new HttpConnectionFactory(settings), new HTTP2CServerConnectionFactory(settings));
        door.setHost("127.0.0.1");
        server.addConnector(door);
        server.setHandler(new Works());
        server.start();
        Overheard talk = Overheard.between(door.getLocalPort());
        try {
            asking.at(talk);
        } finally {
            server.stop();
            talk.close();
        }
        return talk;
    }

    private static void askKnowing(Overheard talk, String... lines) throws Exception {
        try (HTTP2Client client = new HTTP2Client()) {
            client.setMaxRequestHeadersSize(64 * 1024);
            client.start();
            Session session = client.connect(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), talk.port()),
                            new Session.Listener() {})
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            String page = "http://plant.example:" + talk.port();
            for (String line : lines) {
                int blank = line.indexOf(' ');
                ask(session, line.substring(0, blank), page + line.substring(blank + 1));
            }
            give(session, page + "/wait");
            session.close(ErrorCode.NO_ERROR.code, "done", Callback.NOOP);
            client.stop();
        }
    }

    /** Asks and waits for the whole answer. */
    private static void ask(Session session, String method, String uri) throws Exception {
        boolean body = method.startsWith("P");
        CountDownLatch answered = new CountDownLatch(1);
        Stream stream = session.newStream(new HeadersFrame(request(method, uri), null, !body), listener(answered))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (body)
            stream.data(
                    new DataFrame(
                            stream.getId(), ByteBuffer.wrap("flour 12.5".getBytes(StandardCharsets.US_ASCII)), true),
                    Callback.NOOP);
        if (!answered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) throw new IOException("no answer to " + uri);
    }

    /** Asks and gives up before an answer is there. */
    private static void give(Session session, String uri) throws Exception {
        Stream stream = session.newStream(
                        new HeadersFrame(request("GET", uri), null, true), listener(new CountDownLatch(1)))
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        stream.reset(new ResetFrame(stream.getId(), ErrorCode.CANCEL_STREAM_ERROR.code), Callback.NOOP);
    }

    /** Long values fill the table of the compression until old ones leave it. */
    private static MetaData.Request request(String method, String uri) {
        HttpFields.Mutable fields = HttpFields.build()
                .put("user-agent", AGENT)
                .put("content-type", "application/grpc")
                .put("authorization", "Bearer secret")
                .put("x-trace", (method + uri.length()).repeat(120))
                .put("x-path", "C:\\works\\mixer");
        return new MetaData.Request(method, HttpURI.from(uri), HttpVersion.HTTP_2, fields);
    }

    private static Stream.Listener listener(CountDownLatch answered) {
        return new Stream.Listener() {
            @Override
            public void onHeaders(Stream stream, HeadersFrame frame) {
                if (frame.isEndStream()) answered.countDown();
                else stream.demand();
            }

            @Override
            public void onDataAvailable(Stream stream) {
                Stream.Data data = stream.readData();
                boolean last = data != null && data.frame().isEndStream();
                if (data != null) data.release();
                if (last) answered.countDown();
                else stream.demand();
            }
        };
    }

    private static void askUpgrading(Overheard talk) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            for (String path : new String[] {"/levels", "/levels?tank=2", "/none"}) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + talk.port() + path))
                        .build();
                if (client.send(request, BodyHandlers.ofString()).version() != HttpClient.Version.HTTP_2)
                    throw new IOException("not upgraded");
            }
        }
    }

    /** Knows levels and takes recipes. */
    private static final class Works extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String path = Request.getPathInContext(request);
            if (path.equals("/wait")) {
                request.addFailureListener(callback::failed);
                return true;
            }
            if (path.equals("/none")) {
                Response.writeError(request, response, callback, 404);
                return true;
            }
            response.getHeaders().put("content-type", path.contains("Mixer") ? "application/grpc" : "text/plain");
            response.write(true, ByteBuffer.wrap("4.2 m".getBytes(StandardCharsets.US_ASCII)), callback);
            return true;
        }
    }
}
