package dev.plumbline.steps;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the steps that a test sees fail, each as the method's name. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface SeenFailing {
    String[] value();
}
