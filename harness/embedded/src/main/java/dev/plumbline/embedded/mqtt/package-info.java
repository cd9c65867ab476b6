/** A stand-in for the MQTT broker: an embedded broker with Mosquitto's configuration file and its $SYS topics. */
@NullMarked
package dev.plumbline.embedded.mqtt;

import org.jspecify.annotations.NullMarked;
