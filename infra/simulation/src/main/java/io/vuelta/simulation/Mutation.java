package io.vuelta.simulation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A rule broken on purpose: in some methods, calls to some others go to {@link Mutants} instead.
 *
 * @param name what is broken
 */
record Mutation(String name, List<Replacement> replacements) {
    Mutation {
        replacements = List.copyOf(replacements);
    }

    static Mutation of(String name, Replacement... replacements) {
        return new Mutation(name, List.of(replacements));
    }

    /**
     * One sort of call in one method, its lambdas included.
     *
     * @param inClass binary name
     * @param owner binary name of the class or interface that the called method is called on
     * @param mutant a static method of {@link Mutants} that takes the receiver and the arguments
     */
    record Replacement(String inClass, String inMethod, String owner, String called, String mutant) {
        boolean isIn(MethodModel method) {
            String name = method.methodName().stringValue();
            return name.equals(inMethod) || name.startsWith("lambda$" + inMethod + "$");
        }

        boolean isOf(InvokeInstruction call) {
            return call.name().equalsString(called)
                    && call.owner().asInternalName().equals(owner.replace('.', '/'));
        }
    }

    /** Loads everything of ours anew, this broken. */
    final class Loader extends ClassLoader {
        private final Set<Replacement> made = new HashSet<>();

        Loader() {
            super(Mutation.class.getClassLoader());
        }

        /** Those that have met no call in any class loaded so far: a mutation that does nothing proves nothing. */
        List<Replacement> idle() {
            List<Replacement> idle = new ArrayList<>(replacements);
            idle.removeAll(made);
            return idle;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.vuelta.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? define(name) : loaded;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            byte[] read = Classes.read(name);
            byte[] bytes =
                    replacements.stream().anyMatch(each -> each.inClass().equals(name)) ? broken(name, read) : read;
            return defineClass(name, bytes, 0, bytes.length);
        }

        private byte[] broken(String name, byte[] bytes) {
            byte[] broken = bytes;
            for (Replacement replacement : replacements) {
                if (replacement.inClass().equals(name)) {
                    ClassFile file = ClassFile.of();
                    broken = file.transformClass(
                            file.parse(broken),
                            ClassTransform.transformingMethodBodies(
                                    replacement::isIn, (code, element) -> replace(replacement, code, element)));
                }
            }
            return broken;
        }

        private void replace(Replacement replacement, CodeBuilder code, CodeElement element) {
            if (!(element instanceof InvokeInstruction call) || !replacement.isOf(call)) {
                code.with(element);
                return;
            }
            made.add(replacement);
            MethodTypeDesc type = call.typeSymbol();
            boolean onNobody = call.opcode() == Opcode.INVOKESTATIC;
            code.invokestatic(
                    ClassDesc.of(Mutants.class.getName()),
                    replacement.mutant(),
                    onNobody ? type : type.insertParameterTypes(0, call.owner().asSymbol()));
        }
    }
}
