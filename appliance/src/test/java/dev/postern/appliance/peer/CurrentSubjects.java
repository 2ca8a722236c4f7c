package dev.postern.appliance.peer;

import java.io.IOException;
import java.io.InputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads Apache Qpid's broker such that it starts on Java 24 and later: where it asks for the subject of a security context, which there are none of
 * any more, it is given the current subject, as JEP 486 advises.
 */
final class CurrentSubjects extends ClassLoader {
    private static final String BROKER = "org.apache.qpid.server.";

    CurrentSubjects(ClassLoader parent) {
        super("broker", parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(BROKER)) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) throw new ClassNotFoundException(name);
            ClassReader read = new ClassReader(in);
            ClassWriter written = new ClassWriter(read, 0);
            read.accept(new Calls(written), 0);
            byte[] bytes = written.toByteArray();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException unread) {
            throw new ClassNotFoundException(name, unread);
        }
    }

    private static final class Calls extends ClassVisitor {
        Calls(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, type, generic, thrown)) {
                @Override
                public void visitMethodInsn(int code, String owner, String called, String type, boolean ofInterface) {
                    boolean asks = owner.equals("javax/security/auth/Subject") && called.equals("getSubject");
                    if (asks) {
                        super.visitInsn(Opcodes.POP);
                        super.visitMethodInsn(code, owner, "current", "()Ljavax/security/auth/Subject;", false);
                    } else super.visitMethodInsn(code, owner, called, type, ofInterface);
                }
            };
        }
    }
}
