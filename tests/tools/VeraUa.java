import java.io.FileInputStream;
import java.io.InputStream;
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
 * Validates each PDF named on the command line against PDF/UA-1, all in one JVM.
 *
 * <p>Writes, per file: one line {@code index TAB fault} for each broken rule, then {@code index TAB checks TAB n}.
 * A file without its last line was not validated, so that silence is never taken for a pass.
 */
public final class VeraUa {
    private static final String PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml";

    public static void main(String[] paths) throws Exception {
        LogManager.getLogManager().reset();
        java.util.logging.Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ValidationProfile profile;
        try (InputStream xml = VeraUa.class.getClassLoader().getResourceAsStream(PROFILE)) {
            profile = Profiles.profileFromXml(xml);
        }
        for (int index = 0; index < paths.length; index++) {
            ValidationResult result = validate(paths[index], profile);
            for (Map.Entry<String, Integer> fault : brokenRules(result).entrySet()) {
                out.printf("%d\t%s (x%d)%n", index, fault.getKey(), fault.getValue());
            }
            out.printf("%d\tchecks\t%d%n", index, result.getTotalAssertions());
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
