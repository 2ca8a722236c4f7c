package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.elements.exception.ConnectorException;

/** Californium's client reads, writes and is refused at Californium's server. */
final class CoapTalk {
    private CoapTalk() {}

    static Overheard talk() throws IOException, ConnectorException {
        CoapConfig.register();
        UdpConfig.register();
        Configuration settings = Configuration.createStandardWithoutFile();
        CoapEndpoint place = new CoapEndpoint.Builder()
                .setConfiguration(settings)
                .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build();
        CoapServer server = new CoapServer(settings);
        server.addEndpoint(place);
        server.add(new Level());
        server.start();
        Overheard talk = Overheard.datagramsTo(place.getAddress().getPort());
        CoapClient client = new CoapClient("coap://127.0.0.1:" + talk.port() + "/level?unit=m");
        CoapClient nobody = new CoapClient("coap://127.0.0.1:" + talk.port() + "/none");
        try {
            client.setEndpoint(
                    new CoapEndpoint.Builder().setConfiguration(settings).build());
            nobody.setEndpoint(
                    new CoapEndpoint.Builder().setConfiguration(settings).build());
            client.get();
            client.put("4.5", MediaTypeRegistry.TEXT_PLAIN);
            client.useNONs().get();
            client.useCONs().delete();
            nobody.get();
        } finally {
            client.shutdown();
            nobody.shutdown();
            server.destroy();
            talk.close();
        }
        return talk;
    }

    private static final class Level extends CoapResource {
        Level() {
            super("level");
        }

        @Override
        public void handleGET(CoapExchange exchange) {
            exchange.respond("4.2");
        }

        @Override
        public void handlePUT(CoapExchange exchange) {
            exchange.respond(ResponseCode.CHANGED);
        }
    }
}
