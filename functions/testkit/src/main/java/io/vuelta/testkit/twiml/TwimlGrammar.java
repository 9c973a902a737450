package io.vuelta.testkit.twiml;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Finds errors in TwiML. The grammar is closed: an unknown element or attribute is an error even if Twilio would accept
 * it, so that misspelled ones are found.
 */
public final class TwimlGrammar {
    /** Maximum length of TwiML in the request for a call (Twilio's error 32018). */
    public static final int MAX_LENGTH = 4_000;

    /** Maximum length of the name and value of a parameter together (Media Streams: less than 500). */
    private static final int MAX_PARAMETER = 499;

    private static final int MAX_SIP_URI = 255;
    private static final int MAX_SIP_HEADERS = 1_024;

    private static final Predicate<String> NOTHING = String::isBlank;

    /**
     * An element.
     *
     * @param required the required attributes
     * @param optional the optional attributes
     * @param within the elements that it may contain
     * @param text the text between its tags
     */
    private record Rule(
            Map<String, Predicate<String>> required,
            Map<String, Predicate<String>> optional,
            Set<String> within,
            Predicate<String> text) {}

    private static final Map<String, Rule> RULES = Map.ofEntries(
            Map.entry(
                    "Response",
                    new Rule(Map.of(), Map.of(), Set.of("Say", "Pause", "Hangup", "Connect", "Dial"), NOTHING)),
            Map.entry(
                    "Say",
                    new Rule(
                            Map.of(),
                            Map.of("language", TwimlGrammar::isLanguage, "voice", TwimlGrammar::isSomething),
                            Set.of(),
                            TwimlGrammar::isSomething)),
            Map.entry(
                    "Pause",
                    new Rule(Map.of(), Map.of("length", text -> text.matches("[1-9][0-9]?")), Set.of(), NOTHING)),
            Map.entry("Hangup", new Rule(Map.of(), Map.of(), Set.of(), NOTHING)),
            Map.entry(
                    "Connect",
                    new Rule(
                            Map.of(),
                            Map.of("action", TwimlGrammar::isWebAddress, "method", TwimlGrammar::isMethod),
                            Set.of("Stream", "ConversationRelay"),
                            NOTHING)),
            Map.entry(
                    "Stream",
                    new Rule(
                            Map.of("url", text -> isAddress(text, Set.of("wss")) && !text.contains("?")),
                            Map.of(
                                    "name",
                                    TwimlGrammar::isSomething,
                                    "statusCallback",
                                    TwimlGrammar::isWebAddress,
                                    "statusCallbackMethod",
                                    TwimlGrammar::isMethod),
                            Set.of("Parameter"),
                            NOTHING)),
            Map.entry(
                    "ConversationRelay",
                    new Rule(
                            Map.of("url", text -> isAddress(text, Set.of("wss"))),
                            Map.of(
                                    "language", TwimlGrammar::isLanguage,
                                    "voice", TwimlGrammar::isSomething,
                                    "ttsProvider", text -> text.matches("Amazon|Google|ElevenLabs"),
                                    "welcomeGreeting", TwimlGrammar::isSomething),
                            Set.of("Parameter"),
                            NOTHING)),
            Map.entry(
                    "Parameter",
                    new Rule(
                            Map.of("name", TwimlGrammar::isSomething, "value", _ -> true),
                            Map.of(),
                            Set.of(),
                            NOTHING)),
            Map.entry(
                    "Dial",
                    new Rule(
                            Map.of(),
                            Map.of(
                                    "action",
                                    TwimlGrammar::isWebAddress,
                                    "method",
                                    TwimlGrammar::isMethod,
                                    "callerId",
                                    TwimlGrammar::isNumber,
                                    "answerOnBridge",
                                    TwimlGrammar::isBoolean),
                            Set.of("Sip", "Number"),
                            NOTHING)),
            Map.entry(
                    "Sip",
                    new Rule(
                            Map.of(),
                            Map.of("username", TwimlGrammar::isSomething, "password", TwimlGrammar::isSomething),
                            Set.of(),
                            TwimlGrammar::isSipAddress)),
            Map.entry("Number", new Rule(Map.of(), Map.of(), Set.of(), TwimlGrammar::isNumber)));

    private TwimlGrammar() {}

    /** The errors, each with its element; empty if Twilio would run the TwiML. */
    public static List<String> faults(String twiml) {
        List<String> faults = new ArrayList<>();
        if (twiml.length() > MAX_LENGTH) {
            faults.add("has " + twiml.length() + " characters");
        }
        try {
            Element root =
                    parser().parse(new InputSource(new StringReader(twiml))).getDocumentElement();
            if (!root.getTagName().equals("Response")) {
                faults.add("is a " + root.getTagName());
            }
            check(root, faults);
        } catch (SAXException e) {
            faults.add("is no XML: " + e.getMessage());
        } catch (IOException | ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        return faults;
    }

    private static DocumentBuilder parser() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        DocumentBuilder parser = factory.newDocumentBuilder();
        parser.setErrorHandler(new ErrorHandler() {
            @Override
            public void warning(SAXParseException e) {
                // It is still XML.
            }

            @Override
            public void error(SAXParseException e) throws SAXException {
                throw e;
            }

            @Override
            public void fatalError(SAXParseException e) throws SAXException {
                throw e;
            }
        });
        return parser;
    }

    private static void check(Element element, List<String> faults) {
        String name = element.getTagName();
        Rule rule = RULES.get(name);
        if (rule == null) {
            faults.add(name + " is not known");
            return;
        }
        checkAttributes(element, rule, faults);
        StringBuilder text = new StringBuilder();
        List<Element> elements = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                elements.add(inner);
            } else {
                text.append(child.getNodeValue());
            }
        }
        if (!rule.text().test(text.toString())) {
            faults.add(name + " has the text " + text);
        }
        elements.stream()
                .filter(inner -> !rule.within().contains(inner.getTagName()))
                .forEach(inner -> faults.add(inner.getTagName() + " is in " + name));
        if (Set.of("Connect", "Dial").contains(name) && elements.size() != 1) {
            faults.add(name + " leads to " + elements.size() + " places");
        }
        elements.forEach(inner -> check(inner, faults));
    }

    private static void checkAttributes(Element element, Rule rule, List<String> faults) {
        String name = element.getTagName();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr attribute = (Attr) element.getAttributes().item(i);
            Predicate<String> fits = rule.required()
                    .getOrDefault(attribute.getName(), rule.optional().getOrDefault(attribute.getName(), _ -> false));
            if (!fits.test(attribute.getValue())) {
                faults.add(name + "." + attribute.getName() + " is " + attribute.getValue());
            }
        }
        rule.required().keySet().stream()
                .filter(required -> !element.hasAttribute(required))
                .forEach(required -> faults.add(name + " has no " + required));
        if (name.equals("Parameter")
                && (element.getAttribute("name") + element.getAttribute("value")).length() > MAX_PARAMETER) {
            faults.add("Parameter " + element.getAttribute("name") + " is too long");
        }
    }

    /** Whether the text is a SIP address whose headers have names that begin with X- and percent-encoded values. */
    private static boolean isSipAddress(String text) {
        int query = text.indexOf('?');
        String uri = query < 0 ? text : text.substring(0, query);
        String headers = query < 0 ? "" : text.substring(query + 1);
        return uri.length() <= MAX_SIP_URI
                && uri.matches("sips?:[^\\s?&<>@]+@[^\\s?&<>@]+")
                && headers.length() <= MAX_SIP_HEADERS
                && headers.matches("(X-[0-9A-Za-z-]+=([0-9A-Za-z._*~-]|%[0-9A-F]{2})*(&(?=.)|$))*")
                && (query < 0 || !headers.isEmpty());
    }

    private static boolean isAddress(String text, Set<String> schemes) {
        try {
            URI uri = URI.create(text);
            return uri.getScheme() != null
                    && schemes.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isSomething(String text) {
        return !text.isBlank();
    }

    private static boolean isWebAddress(String text) {
        return isAddress(text, Set.of("https", "http"));
    }

    private static boolean isNumber(String text) {
        return text.matches("\\+[1-9][0-9]{6,14}");
    }

    private static boolean isLanguage(String text) {
        return text.matches("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}");
    }

    private static boolean isMethod(String text) {
        return text.matches("GET|POST");
    }

    private static boolean isBoolean(String text) {
        return text.matches("true|false");
    }
}
