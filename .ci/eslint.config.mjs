// The rules for our own scripts: modules that browsers run as they are. Every warning is an error.
import js from "@eslint/js";
import globals from "globals";

export default [
    { ignores: ["**/vendor/**"] },
    js.configs.recommended,
    {
        linterOptions: { reportUnusedDisableDirectives: "error", reportUnusedInlineConfigs: "error" },
        languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
        rules: {
            "array-callback-return": "error",
            "consistent-return": "error",
            "default-case-last": "error",
            "eqeqeq": "error",
            "no-constructor-return": "error",
            "no-eval": "error",
            "no-implicit-coercion": "error",
            "no-implied-eval": "error",
            "no-new-func": "error",
            "no-param-reassign": "error",
            "no-promise-executor-return": "error",
            "no-script-url": "error",
            "no-self-compare": "error",
            "no-shadow": "error",
            "no-template-curly-in-string": "error",
            "no-throw-literal": "error",
            "no-unreachable-loop": "error",
            "no-unused-expressions": "error",
            "no-use-before-define": ["error", { functions: false, variables: false }],
            "no-useless-return": "error",
            "no-var": "error",
            "object-shorthand": "error",
            "prefer-const": "error",
            "prefer-template": "error",
        },
    },
];
