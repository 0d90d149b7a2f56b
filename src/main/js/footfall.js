window['footfall'] = () => {};
