package dev.plumbline.collector.contract;

import dev.plumbline.contract.Contract;
import dev.plumbline.contract.Tally;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Adds the parts of the collector's contract up: a test class takes a {@link Parts}, each of its tests starts a tally
 * and checks it, and one line for all of them is printed when the last class has ended.
 *
 * <pre>{@code
 * @ExtendWith(CollectorContract.class)
 * class FmtContractTest {
 *     @Test
 *     void every_file_is_laid_out_as_recorded(Parts parts) {
 *         Tally tally = parts.start(Map.of());
 *         ...
 *         tally.check(0);
 *     }
 * }
 * }</pre>
 */
public final class CollectorContract implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(CollectorContract.class);

    /** The parts counted so far in this run of the tests. */
    public static final class Parts implements AutoCloseable {
        private static final String SYSTEM = "collector";

        private final Contract contract = Contract.selected();
        private final java.util.List<Tally> started = new java.util.concurrent.CopyOnWriteArrayList<>();

        /** Returns the recordings to judge by. */
        public Contract contract() {
            return contract;
        }

        /**
         * Starts the tally of one part.
         *
         * @param refusable construct that may be refused, with the reason
         */
        public Tally start(Map<String, String> refusable) {
            Tally tally = new Tally(SYSTEM, contract, refusable);
            started.add(tally);
            return tally;
        }

        @Override
        public void close() {
            Tally whole = new Tally(SYSTEM, contract, Map.of());
            started.forEach(whole::include);
            System.out.println(whole.line());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Parts.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Store store = context.getRoot().getStore(NAMESPACE);
        return store.computeIfAbsent(Parts.class, key -> new Parts(), Parts.class);
    }
}
