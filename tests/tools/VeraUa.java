import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Validates each PDF whose path is written to it, a line each, against PDF/UA-1, until there are no more.
 *
 * <p>Answers each path with one line for each broken rule, and then {@code checks TAB n}, or
 * {@code unreadable TAB why}. A file without its last line was not validated, so that silence is never taken for a
 * pass.
 */
public final class VeraUa {
    private static final String PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] none) throws Exception {
        LogManager.getLogManager().reset();
        java.util.logging.Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ValidationProfile profile;
        try (InputStream xml = VeraUa.class.getClassLoader().getResourceAsStream(PROFILE)) {
            profile = Profiles.profileFromXml(xml);
        }
        BufferedReader paths = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            try {
                ValidationResult result = validate(path, profile);
                for (Map.Entry<String, Integer> fault : brokenRules(result).entrySet()) {
                    out.printf("%s (x%d)%n", fault.getKey(), fault.getValue());
                }
                out.printf("checks\t%d%n", result.getTotalAssertions());
            } catch (Exception fault) {
                out.printf("unreadable\t%s%n", fault.toString().replaceAll("\\s+", " "));
            }
        }
    }

    private static ValidationResult validate(String path, ValidationProfile profile) throws Exception {
        try (InputStream pdf = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(pdf, PDFAFlavour.PDFUA_1);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            return validator.validate(parser);
        }
    }

    private static Map<String, Integer> brokenRules(ValidationResult result) {
        Map<String, Integer> broken = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                String message = assertion.getMessage().replaceAll("\\s+", " ");
                broken.merge(rule + " " + message, 1, Integer::sum);
            }
        }
        return broken;
    }
}
