package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapObserveRelation;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;

/** Californium's client has a level reported to it as it changes, then takes and gives a recipe of several blocks. */
final class CoapObservedTalk {
    private static final int BLOCK_BYTES = 64;
    /** Two blocks and a half. */
    private static final String RECIPE = "flour 12.5;".repeat(BLOCK_BYTES * 5 / 2 / 11);

    private static final long PATIENCE_SECONDS = 5;

    private CoapObservedTalk() {}

    static Overheard talk() throws Exception {
        CoapConfig.register();
        UdpConfig.register();
        Configuration settings = Configuration.createStandardWithoutFile()
                .set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK_BYTES)
                .set(CoapConfig.MAX_MESSAGE_SIZE, BLOCK_BYTES);
        CoapEndpoint place = endpoint(settings, 0);
        Level level = new Level();
        CoapServer server = new CoapServer(settings);
        server.addEndpoint(place);
        server.add(level, new Recipe());
        server.start();
        Overheard talk = Overheard.datagramsTo(place.getAddress().getPort());
        try {
            watch(new CoapClient("coap://127.0.0.1:" + talk.port() + "/level"), endpoint(settings, 0), level);
            carry(new CoapClient("coap://127.0.0.1:" + talk.port() + "/recipe"), endpoint(settings, 0));
        } finally {
            server.destroy();
            talk.close();
        }
        return talk;
    }

    static String block(int number) {
        int from = number * BLOCK_BYTES;
        return RECIPE.substring(from, Math.min(from + BLOCK_BYTES, RECIPE.length()));
    }

    private static CoapEndpoint endpoint(Configuration settings, int port) {
        return new CoapEndpoint.Builder()
                .setConfiguration(settings)
                .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .build();
    }

    private static void watch(CoapClient client, CoapEndpoint endpoint, Level level) throws Exception {
        client.setEndpoint(endpoint);
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        CoapObserveRelation relation = client.observeAndWait(new CoapHandler() {
            @Override
            public void onLoad(CoapResponse response) {
                heard.add(response.getResponseText());
            }

            @Override
            public void onError() {
                heard.add("error");
            }
        });
        expect(heard, "4.2");
        level.becomes("4.3");
        expect(heard, "4.3");
        level.becomes("4.4");
        expect(heard, "4.4");
        relation.proactiveCancel();
        expect(heard, "4.4");
        client.shutdown();
    }

    private static void expect(BlockingQueue<String> heard, String value) throws InterruptedException {
        String next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (!value.equals(next)) throw new AssertionError("expected " + value + ", heard " + next);
    }

    private static void carry(CoapClient client, CoapEndpoint endpoint) throws Exception {
        client.setEndpoint(endpoint);
        if (!RECIPE.equals(client.get().getResponseText())) throw new IOException("the recipe came otherwise");
        client.put(RECIPE, MediaTypeRegistry.TEXT_PLAIN);
        client.shutdown();
    }

    private static final class Level extends CoapResource {
        private volatile String value = "4.2";

        Level() {
            super("level");
            setObservable(true);
        }

        void becomes(String next) {
            value = next;
            changed();
        }

        @Override
        public void handleGET(CoapExchange exchange) {
            exchange.respond(value);
        }
    }

    private static final class Recipe extends CoapResource {
        Recipe() {
            super("recipe");
        }

        @Override
        public void handleGET(CoapExchange exchange) {
            exchange.respond(RECIPE);
        }

        @Override
        public void handlePUT(CoapExchange exchange) {
            exchange.respond(
                    RECIPE.equals(exchange.getRequestText()) ? ResponseCode.CHANGED : ResponseCode.BAD_REQUEST);
        }
    }
}
