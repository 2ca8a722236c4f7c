package dev.postern.appliance.peer;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfigBuilder;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultApplicationGroup;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateStore;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.security.RsaSha256CertificateFactory;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/** What both sides of an OPC UA channel have agreed to, with a self-signed certificate each that the other trusts. */
record OpcUaSecurity(SecurityPolicy policy, MessageSecurityMode mode, Party server, Party client) {
    static final OpcUaSecurity NONE = new OpcUaSecurity(SecurityPolicy.None, MessageSecurityMode.None, null, null);
    private static final int KEY_BITS = 2_048;

    private record Party(KeyPair keys, X509Certificate certificate) {}

    static OpcUaSecurity of(MessageSecurityMode mode) throws Exception {
        return new OpcUaSecurity(
                SecurityPolicy.Basic256Sha256, mode, party("urn:works:server"), party("urn:works:client"));
    }

    private static Party party(String uri) throws Exception {
        KeyPair keys = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
        return new Party(
                keys,
                new SelfSignedCertificateBuilder(keys)
                        .setCommonName(uri.substring(uri.lastIndexOf(':') + 1))
                        .setOrganization("Works")
                        .setCountryCode("DE")
                        .setApplicationUri(uri)
                        .addIpAddress("127.0.0.1")
                        .build());
    }

    CertificateManager certificates() throws Exception {
        if (server == null) return new DefaultCertificateManager(new MemoryCertificateQuarantine());
        RsaSha256CertificateFactory factory = new RsaSha256CertificateFactory() {
            @Override
            protected KeyPair createRsaSha256KeyPair() {
                return server.keys;
            }

            @Override
            protected X509Certificate[] createRsaSha256CertificateChain(KeyPair keys) {
                return new X509Certificate[] {server.certificate};
            }
        };
        return new DefaultCertificateManager(
                new MemoryCertificateQuarantine(),
                DefaultApplicationGroup.createAndInitialize(
                        new MemoryTrustListManager(),
                        new MemoryCertificateStore(),
                        factory,
                        new CertificateValidator.InsecureCertificateValidator()));
    }

    EndpointConfig.Builder at(EndpointConfig.Builder endpoint) {
        endpoint.setSecurityPolicy(policy).setSecurityMode(mode);
        return server == null ? endpoint : endpoint.setCertificate(server.certificate);
    }

    void of(OpcUaClientConfigBuilder config) {
        if (client == null) return;
        config.setKeyPair(client.keys)
                .setCertificate(client.certificate)
                .setCertificateChain(new X509Certificate[] {client.certificate})
                .setApplicationUri("urn:works:client")
                .setCertificateValidator(new CertificateValidator.InsecureCertificateValidator());
    }
}
