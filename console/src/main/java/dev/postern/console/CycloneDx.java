package dev.postern.console;

import dev.postern.model.Device;
import dev.postern.model.Device.Fact;
import dev.postern.model.Identity.Attribute;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * The inventory as a hardware bill of materials: CycloneDX 1.6, JSON. Each device is a component of type {@code device} with its modules, firmware and operating
 * system inside; properties of the {@code cdx:device} taxonomy where there is one, else in our own namespace.
 */
final class CycloneDx {
    private static final String SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json";

    private final IntFunction<String> captureName;

    CycloneDx(IntFunction<String> captureName) {
        this.captureName = captureName;
    }

    Map<String, Object> document(List<Device> devices) {
        List<Object> components = devices.stream().<Object>map(this::device).toList();
        long last = devices.stream().mapToLong(Device::lastNanos).max().orElse(0);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", SCHEMA);
        document.put("bomFormat", "CycloneDX");
        document.put("specVersion", "1.6");
        document.put("serialNumber", "urn:uuid:" + number(devices));
        document.put("version", 1);
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("timestamp", Moments.text(last));
        metadata.put("lifecycles", List.of(Map.of("phase", "operations")));
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("type", "application");
        tool.put("name", "Postern");
        metadata.put("tools", Map.of("components", List.of(tool)));
        document.put("metadata", metadata);
        document.put("components", components);
        return document;
    }

    /** The same for the same inventory. */
    private static UUID number(List<Device> devices) {
        StringBuilder all = new StringBuilder();
        for (Device device : devices) all.append(device).append('\n');
        return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> device(Device d) {
        Map<String, Object> component = component("device", d.id(), d.vendor(), named(d), d.firmware());
        if (!d.roleReason().isEmpty())
            component.put("description", "Taken for " + d.role() + ": " + d.roleReason() + ".");
        evidence(d).ifPresent(evidence -> component.put("evidence", evidence));
        List<Object> inside = new ArrayList<>();
        if (!d.firmware().isEmpty())
            inside.add(component("firmware", d.id() + "/firmware", d.vendor(), named(d) + " firmware", d.firmware()));
        if (!d.operatingSystem().isEmpty())
            inside.add(component("operating-system", d.id() + "/os", "", d.operatingSystem(), ""));
        for (Device.Module m : d.modules()) inside.add(module(d, m));
        if (!inside.isEmpty()) component.put("components", inside);
        component.put("properties", properties(d));
        return component;
    }

    private static String named(Device d) {
        if (!d.model().isEmpty()) return d.model();
        if (!d.type().isEmpty()) return d.type();
        if (!d.role().isEmpty()) return d.role();
        return "unknown device";
    }

    private static Map<String, Object> module(Device d, Device.Module m) {
        String name = !m.model().isEmpty() ? m.model() : m.type().isEmpty() ? m.place() : m.type();
        Map<String, Object> component = component("device", d.id() + "/" + m.place(), m.vendor(), name, m.firmware());
        List<Object> properties = new ArrayList<>();
        property(properties, "cdx:device:location", m.place());
        property(properties, "cdx:device:deviceType", m.type());
        property(properties, "cdx:device:serialNumber", m.serial());
        component.put("properties", properties);
        return component;
    }

    private static Map<String, Object> component(String type, String ref, String maker, String name, String version) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("type", type);
        component.put("bom-ref", ref);
        if (!maker.isEmpty()) component.put("manufacturer", Map.of("name", maker));
        component.put("name", name);
        if (!version.isEmpty()) component.put("version", version);
        return component;
    }

    private static List<Object> properties(Device d) {
        List<Object> all = new ArrayList<>();
        d.macs().forEach(mac -> property(all, "cdx:device:macAddress", mac.toString()));
        property(all, "cdx:device:serialNumber", d.serial());
        property(all, "cdx:device:deviceType", d.type());
        property(all, "cdx:device:function", d.role());
        property(all, "cdx:device:location", d.zone());
        d.addresses().forEach(ip -> property(all, "postern:address", ip.toString()));
        d.names().forEach(name -> property(all, "postern:name", name));
        property(all, "postern:domain", d.domain());
        if (!Double.isNaN(d.purdue())) property(all, "postern:purdue", DeviceExports.level(d.purdue()));
        if (d.criticality() > 0) property(all, "postern:criticality", Integer.toString(d.criticality()));
        d.services().forEach(service -> property(all, "postern:service", service));
        d.changes()
                .forEach(c -> property(
                        all,
                        "postern:change",
                        Moments.text(c.atNanos()) + " " + c.attribute().name().toLowerCase(Locale.ROOT) + " " + c.from()
                                + " > " + c.to()));
        property(all, "postern:heard", Boolean.toString(d.heard()));
        property(all, "postern:first", Moments.text(d.firstNanos()));
        property(all, "postern:last", Moments.text(d.lastNanos()));
        return all;
    }

    private static void property(List<Object> all, String name, String value) {
        if (value.isEmpty()) return;
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("name", name);
        property.put("value", value);
        all.add(property);
    }

    /** How sure the name and the version are, and who said them in which packet. */
    private Optional<Map<String, Object>> evidence(Device d) {
        List<Object> identity = new ArrayList<>();
        identity(d, "name", Attribute.MODEL, d.model(), identity);
        identity(d, "version", Attribute.FIRMWARE, d.firmware(), identity);
        return identity.isEmpty() ? Optional.empty() : Optional.of(Map.of("identity", identity));
    }

    private void identity(Device d, String field, Attribute attribute, String value, List<Object> to) {
        if (value.isEmpty()) return;
        List<Fact> facts = d.facts().stream()
                .filter(f ->
                        f.attribute() == attribute && f.holds() && f.value().equals(value))
                .sorted(Comparator.comparingDouble(Fact::confidence).reversed())
                .toList();
        if (facts.isEmpty()) return;
        List<Object> methods = new ArrayList<>();
        for (Fact fact : facts) {
            Map<String, Object> method = new LinkedHashMap<>();
            method.put("technique", "other");
            method.put("confidence", fact.confidence());
            method.put(
                    "value",
                    fact.source()
                            + (fact.frame() == null
                                    ? ""
                                    : ", " + captureName.apply(fact.frame().capture()) + " frame "
                                            + fact.frame().frame()));
            methods.add(method);
        }
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("field", field);
        identity.put("confidence", facts.getFirst().confidence());
        identity.put("concludedValue", value);
        identity.put("methods", methods);
        to.add(identity);
    }
}
