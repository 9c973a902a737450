package io.vuelta.simulation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A rule broken on purpose: calls in some methods are replaced by calls to {@link Mutants}.
 *
 * @param name the broken rule
 */
record Mutation(String name, List<Replacement> replacements) {
    Mutation {
        replacements = List.copyOf(replacements);
    }

    static Mutation of(String name, Replacement... replacements) {
        return new Mutation(name, List.of(replacements));
    }

    /**
     * One kind of call in one method and its lambdas.
     *
     * @param inClass binary name
     * @param owner binary name of the class or interface on which the method is called
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

    /**
     * Loads the project's classes again with all replaceable calls: each asks {@link Mutants} which mutation is active.
     * All mutations share these classes and their compiled code.
     */
    static final class Loader extends ClassLoader {
        private static final ClassDesc MUTANTS = ClassDesc.of(Mutants.class.getName());
        private static final MethodTypeDesc IS_ACTIVE =
                MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_int);

        private final List<Mutation> mutations;
        private final Set<Replacement> made = new HashSet<>();

        Loader(List<Mutation> mutations) {
            super(Mutation.class.getClassLoader());
            this.mutations = List.copyOf(mutations);
        }

        /** Replacements of a mutation that match no call: a mutation without effect would prove nothing. */
        List<Replacement> idle(Mutation mutation) throws ClassNotFoundException {
            List<Replacement> idle = new ArrayList<>(mutation.replacements());
            for (Replacement replacement : mutation.replacements()) {
                loadClass(replacement.inClass());
            }
            idle.removeAll(made);
            return idle;
        }

        /** Activates this mutation only. */
        void activate(Mutation mutation) throws ReflectiveOperationException {
            loadClass(Mutants.class.getName())
                    .getMethod("activate", int.class)
                    .invoke(null, mutations.indexOf(mutation));
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
            boolean breakable = mutations.stream()
                    .flatMap(mutation -> mutation.replacements().stream())
                    .anyMatch(each -> each.inClass().equals(name));
            byte[] bytes = breakable ? breakable(name, read) : read;
            return defineClass(name, bytes, 0, bytes.length);
        }

        private byte[] breakable(String name, byte[] bytes) {
            ClassFile file = ClassFile.of();
            return file.transformClass(file.parse(bytes), (type, element) -> {
                if (element instanceof MethodModel method) {
                    type.transformMethod(
                            method,
                            MethodTransform.transformingCode((code, each) -> replace(name, method, code, each)));
                } else {
                    type.with(element);
                }
            });
        }

        private void replace(String inClass, MethodModel method, CodeBuilder code, CodeElement element) {
            if (!(element instanceof InvokeInstruction call)) {
                code.with(element);
                return;
            }
            Label done = code.newLabel();
            for (int i = 0; i < mutations.size(); i++) {
                for (Replacement replacement : mutations.get(i).replacements()) {
                    if (replacement.inClass().equals(inClass) && replacement.isIn(method) && replacement.isOf(call)) {
                        made.add(replacement);
                        callMutant(i, replacement, call, code, done);
                    }
                }
            }
            code.with(call).labelBinding(done);
        }

        private static void callMutant(
                int mutation, Replacement replacement, InvokeInstruction call, CodeBuilder code, Label done) {
            MethodTypeDesc type = call.typeSymbol();
            boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
            Label otherwise = code.newLabel();
            code.loadConstant(mutation)
                    .invokestatic(MUTANTS, "isActive", IS_ACTIVE)
                    .ifeq(otherwise)
                    .invokestatic(
                            MUTANTS,
                            replacement.mutant(),
                            isStatic
                                    ? type
                                    : type.insertParameterTypes(0, call.owner().asSymbol()))
                    .goto_(done)
                    .labelBinding(otherwise);
        }
    }
}
