// Sends the nonce of this page with requests for parts of it, so that their scripts may start: portal/script_nonces.py.
(function () {
    const nonce = document.currentScript.nonce;
    window.jQuery.ajaxPrefilter((options, _given, request) => {
        if (!options.crossDomain) {
            request.setRequestHeader("X-Script-Nonce", nonce);
        }
    });
})();
