package dev.plumbline.embedded.prometheus.api;

import dev.plumbline.embedded.prometheus.model.GoText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A page of rule groups.
 *
 * @param limit most groups, 0 for all
 * @param token what the page before said where this one starts, empty for the first
 */
record RulePage(int limit, String token) {
    /** Reads what a request asks for. */
    static RulePage of(Parameters in) {
        String limit = in.text("group_limit");
        String token = in.text("group_next_token");
        if (limit.isEmpty()) {
            if (!token.isEmpty()) {
                throw ApiException.badParameter(
                        "group_next_token", "group_limit needs to be present in order to paginate over the groups");
            }
            return new RulePage(0, "");
        }
        int most;
        try {
            most = Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            String problem = limit.matches("[-+]?\\d+") ? "value out of range" : "invalid syntax";
            throw ApiException.badParameter(
                    "group_limit",
                    "group_limit needs to be a valid number: strconv.ParseInt: parsing " + GoText.quote(limit) + ": "
                            + problem);
        }
        if (most <= 0) {
            throw ApiException.badParameter("group_limit", "group_limit needs to be greater than 0");
        }
        return new RulePage(most, token);
    }

    ApiException unknownToken() {
        return ApiException.badParameter(
                "group_next_token", "invalid group_next_token '" + token + "'. were rule groups changed?");
    }

    /** Returns what stands for a group at which the next page starts. */
    static String token(String file, String group) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest((file + ";" + group).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
